"""What follows for a letter and its address when it comes back, is late, or was not wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery.bounces.mime import READ
from heliograph.delivery.bounces.outcomes import Received, came_back, was_not_wanted, was_unsubscribed
from heliograph.delivery.bounces.receiving import note_refusal, receive
from heliograph.delivery.bounces.return_path import return_path
from heliograph.delivery.models import Preference, Suppression
from heliograph.delivery.states import MessageState
from heliograph.delivery.suppressing import SUPPRESSED, lift
from heliograph.delivery.topics import Topic, register
from tests.delivery.bounces.conftest import AMA, NOW, causes, log_of, sent

pytestmark = pytest.mark.django_db

FULL = "552 5.2.2 mailbox full"
GONE = "550 5.1.1 User unknown"


def bounce(message, said=GONE, address=AMA):
    """A plain report of a server."""
    status = said.split()[1]
    return (
        f"To: {return_path(message.pk)}\n"
        "From: MAILER-DAEMON@mx.example.org\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {said}\n\n--b--\n"
    ).encode()


def days(count):
    return NOW + timedelta(days=count)


def test_address_that_is_gone_is_suppressed_and_what_waits_for_it_is_skipped():
    message = sent()
    waiting = sent(23, state=MessageState.QUEUED)
    assert receive(bounce(message), NOW) == Received.BOUNCED
    message.refresh_from_db()
    waiting.refresh_from_db()
    assert (message.state, message.answer) == ("bounced", GONE)
    assert (waiting.state, waiting.answer) == ("skipped", SUPPRESSED)
    assert log_of() == [("bounced", f"{GONE} (Issue 22)"), ("suppressed", f"bounce: {GONE}")]


def test_others_of_the_same_mailing_are_left_alone():
    message, other = sent(), sent(address="kofi@school.tg.example.org")
    receive(bounce(message), NOW)
    other.refresh_from_db()
    assert (other.state, causes()) == ("sent", {AMA: "bounce"})


def test_same_report_after_a_suppression_was_lifted_changes_nothing():
    message = sent()
    receive(bounce(message), NOW)
    lift(AMA, days(1), "the desk")
    assert receive(bounce(message), days(2)) == Received.BOUNCED
    assert causes() == {}
    assert [verb for verb, _detail in log_of()] == ["bounced", "suppressed", "lifted"]


def test_third_letter_in_a_row_that_comes_back_suppresses_its_address():
    for number in range(3):
        assert causes() == {}
        message = sent(22 + number, at=days(14 * number))
        receive(bounce(message, FULL), days(14 * number))
    assert causes() == {AMA: "bounce"}
    assert Suppression.objects.get().detail == f"three letters in a row came back: {FULL}"


def test_letter_that_stayed_between_begins_the_count_anew():
    for number in range(5):
        message = sent(22 + number, at=days(14 * number))
        if number != 2:
            receive(bounce(message, FULL), days(14 * number))
    assert causes() == {}


def test_reports_may_come_in_any_order():
    letters = [sent(22 + number, at=days(number)) for number in range(3)]
    for number in (0, 2, 1):
        assert causes() == {}
        receive(bounce(letters[number], FULL), days(3))
    assert causes() == {AMA: "bounce"}


def test_letter_just_sent_says_nothing_yet_and_one_that_has_stayed_for_days_does():
    letters = [sent(22 + number, at=days(number)) for number in range(3)]
    for message in letters[:2]:
        receive(bounce(message, FULL), days(2))
    sent(30, at=days(3))
    receive(bounce(letters[2], FULL), days(9))
    assert causes() == {}
    later = sent(31, at=days(10))
    for message in (later, sent(32, at=days(11)), sent(33, at=days(12))):
        receive(bounce(message, FULL), days(12))
    assert causes() == {AMA: "bounce"}


def test_many_letters_of_one_mailing_count_as_one():
    for number in range(5):
        message = sent(22, at=days(number), key=f"receipt-{number}")
        receive(bounce(message, FULL), days(number))
    assert causes() == {}


def test_count_begins_anew_when_a_suppression_is_lifted():
    for number in range(3):
        receive(bounce(sent(22 + number, at=days(number)), FULL), days(number))
    lift(AMA, days(3), "the desk")
    receive(bounce(sent(30, at=days(4)), FULL), days(4))
    assert causes() == {}


def test_letter_in_a_senders_hands_is_too_early():
    message = sent(state=MessageState.LEASED)
    assert receive(bounce(message), NOW) == Received.TOO_EARLY
    assert (log_of(), causes()) == ([], {})


def test_letter_given_back_to_the_queue_stays_there_unless_its_address_is_gone():
    message = sent(state=MessageState.QUEUED)
    for _time in range(2):
        assert receive(bounce(message, FULL), NOW) == Received.BOUNCED
    message.refresh_from_db()
    assert (message.state, log_of()) == ("queued", [("bounced", f"{FULL} (Issue 22)")])
    assert came_back(message.pk, GONE, NOW, about_the_address=True) == Received.BOUNCED
    message.refresh_from_db()
    assert message.state == "skipped"


def test_letter_that_is_no_longer_on_record_is_forgotten():
    message = sent()
    content = bounce(message)
    message.delete()
    assert receive(content, NOW) == Received.FORGOTTEN
    assert was_not_wanted(4711, "abuse", NOW) == Received.FORGOTTEN
    assert was_unsubscribed(4711, "Provider", NOW) == Received.FORGOTTEN


def test_complaint_ends_its_topic_and_suppresses_the_address():
    message = sent()
    for _time in range(2):
        assert was_not_wanted(message.pk, "abuse", NOW) == Received.COMPLAINED
    message.refresh_from_db()
    assert message.state == "sent"
    assert causes() == {AMA: "complaint"}
    assert list(Preference.objects.values_list("address", "topic", "choice")) == [(AMA, "bulletin", "never")]
    assert [verb for verb, _detail in log_of()] == ["complained", "chose", "suppressed"]


def test_complaint_about_a_receipt_leaves_its_topic():
    register(Topic("receipts-of-a-test", "Receipts", "Receipts.", transactional=True))
    message = sent(topic="receipts-of-a-test")
    assert was_not_wanted(message.pk, "abuse", NOW) == Received.COMPLAINED
    assert (causes(), Preference.objects.count()) == ({AMA: "complaint"}, 0)


def test_unsubscribing_at_a_provider_ends_the_topic_only():
    message = sent()
    was_unsubscribed(message.pk, "Provider", NOW)
    assert causes() == {}
    assert log_of() == [("chose", "bulletin: never")]


def test_refusal_at_the_door_is_noted_and_suppresses_an_address_that_is_gone():
    note_refusal("Ama@school.tg.example.org", 550, "5.1.1 User unknown", True, NOW)
    note_refusal("kofi@school.tg.example.org", 554, "5.7.1 blocked using a list", True, NOW)
    note_refusal("esi@school.tg.example.org", 0, "no answer", False, NOW)
    assert causes() == {AMA: "refusal"}
    assert log_of() == [("refused", GONE), ("suppressed", f"refusal: {GONE}")]
    assert log_of("kofi@school.tg.example.org") == [("refused", "554 5.7.1 blocked using a list")]
    assert log_of("esi@school.tg.example.org") == [("refused", "no answer")]


def test_blocklisted_site_loses_no_reader():
    for number in range(4):
        address = f"teacher{number}@school.tg.example.org"
        said = "554 5.7.1 Service unavailable; client host blocked using a list"
        receive(bounce(sent(address=address), said, address), NOW)
        note_refusal(address, 554, said, True, NOW)
    assert causes() == {}


def test_huge_mail_is_read_by_its_beginning():
    message = sent()
    assert receive(bounce(message) + b"x" * READ * 25, NOW) == Received.BOUNCED


def test_nothing_in_a_log_breaks_a_line():
    message = sent()
    receive(bounce(message, "550 5.1.1 one\n two\x00\u2028three"), NOW)
    assert log_of()[0] == ("bounced", "550 5.1.1 one two� three (Issue 22)")
