"""Which refusals are the address's own fault: a server on a blocklist must not lose its readers."""

from __future__ import annotations

import pytest

from heliograph.delivery.bounces.verdicts import (
    enhanced_status,
    is_about_the_address,
    smtp_code,
    speaks_of_a_mailbox,
)

ABOUT_THE_ADDRESS = [
    (550, "5.1.1 <ama@school.example.org>: Recipient address rejected: User unknown in relay recipient table"),
    (550, "5.1.1 <nospam@school.example.org>: Recipient address rejected: User unknown"),
    (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    (550, "5.1.2 <ama@school.example.org>: Recipient address rejected: Domain not found"),
    (553, "5.1.3 <ama@school>: Recipient address rejected: Bad destination mailbox address syntax"),
    (550, "5.1.6 Recipient has moved"),
    (550, "5.2.1 The email account that you tried to reach is disabled"),
    (550, "sorry, no mailbox here by that name (#5.1.1)"),
    (550, "5.1.1 unknown; see https://mail.example.org/spam/policy"),
    (550, "5.0.0 User unknown"),
    (550, "Requested action not taken: mailbox unavailable"),
    (550, "Unrouteable address"),
    (551, "User not local"),
    (553, "mailbox name invalid"),
    (550, ""),
]
SOMEBODY_ELSES_FAULT = [
    (554, "5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.blocklist.example.org"),
    (550, "5.7.1 Message rejected due to local policy"),
    (550, "5.7.26 Unauthenticated mail is prohibited"),
    (550, "5.1.1 Mail from 192.0.2.10 refused: listed at rbl.example.org"),
    (550, "5.1.1 rejected as spam"),
    (550, "5.1.0 Sender denied"),
    (550, "5.1.7 <bounces@example.org>: Sender address rejected"),
    (550, "5.1.8 <bounces@example.org>: Sender address rejected: Domain not found"),
    (550, "5.4.1 Recipient address rejected: Access denied"),
    (552, "5.2.2 Mailbox full"),
    (552, "mailbox full"),
    (550, "User is over quota"),
    (550, "Relaying denied"),
    (553, "sorry, that domain isn't in my list of allowed rcpthosts"),
    (550, "Administrative prohibition"),
    (550, "Your IP has a poor reputation"),
    (550, "Sender verify failed"),
    (550, "Ip frequency limited"),
    (550, "5.7.606 Access denied, banned sending IP [192.0.2.10]"),
    (554, "delivery error: dd This user doesn't have an account"),
    (450, "4.1.1 User unknown, try again"),
    (450, "5.1.1 User unknown"),
    (421, "Too many connections"),
    (0, "5.1.1 User unknown"),
]


@pytest.mark.parametrize(("code", "answer"), ABOUT_THE_ADDRESS)
def test_permanent_refusal_of_the_address_is_about_it(code, answer):
    assert is_about_the_address(code, answer, at_recipient=True)


@pytest.mark.parametrize(("code", "answer"), SOMEBODY_ELSES_FAULT)
def test_every_other_refusal_is_not(code, answer):
    assert not is_about_the_address(code, answer, at_recipient=True)


def test_code_without_a_status_counts_only_in_answer_to_the_address():
    assert not is_about_the_address(550, "Unknown user", at_recipient=False)
    assert is_about_the_address(550, "5.1.1 Unknown user", at_recipient=False)


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("550 5.1.1 unknown", "5.1.1", 550),
        ("550-5.1.1 unknown", "5.1.1", 550),
        ("smtp;550 unknown", "", 550),
        ("said: 452 4.2.2 full", "4.2.2", 452),
        ("no mailbox (#5.1.1).", "5.1.1", 0),
        ("host 192.5.1.1 said: 5.1.1.9", "", 0),
        ("a letter of 512 KB in 2026", "", 0),
        ("<<< 250 2.0.0 queued\n>>> 550 no", "2.0.0", 550),
    ],
)
def test_codes_are_found_in_an_answer(text, status, code):
    assert (enhanced_status(text), smtp_code(text)) == (status, code)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("550 No such user here", True),
        ("550 Recipient address rejected: User unknown", True),
        ("550 Mailbox unavailable", True),
        ("554 This user doesn't have an account", True),
        ("550 Rejected", False),
        ("550 Message refused", False),
    ],
)
def test_words_tell_whether_a_report_speaks_of_a_mailbox(answer, found):
    assert speaks_of_a_mailbox(answer) is found
