"""The mailbox that is set, and the scheduler's job that reads it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from heliograph.delivery.bounces.files import Maildir, Mbox
from heliograph.delivery.bounces.imap import Imap
from heliograph.delivery.bounces.mailboxes import collect, source
from heliograph.delivery.bounces.sources import MailboxError
from heliograph.delivery.states import MessageState
from tests.delivery.bounces.conftest import LETTER, NOW, causes, sent
from tests.delivery.bounces.mails import ANSWER, REPORT


def test_url_names_its_mailbox():
    address = "imaps://bounces%40example.org:p%2Fw@mail.example.org/Reports%2FBounces"
    assert source(address) == Imap("imaps", "mail.example.org", 993, "bounces@example.org", "p/w", "Reports/Bounces")
    assert source("imap+tls://b:p@[::1]:1143") == Imap("imap+tls", "::1", 1143, "b", "p", "INBOX")
    assert source("maildir:///var/mail/bounces%20here") == Maildir(Path("/var/mail/bounces here"))
    assert source("mbox:///var/mail/bounces") == Mbox(Path("/var/mail/bounces"))


@pytest.mark.parametrize(
    "url",
    [
        "bounces",
        "https://mail.example.org",
        "imaps://mail.example.org",
        "imaps://bounces@mail.example.org",
        "imaps://b:p@:993/",
        "imaps://b:p@mail.example.org:port",
        "imaps://b:p@[mail",
        "maildir://var/mail",
        "mbox:var/mail",
    ],
)
def test_url_that_names_none_is_refused_in_one_sentence(url):
    with pytest.raises(MailboxError, match=r"^BOUNCE_MAILBOX [^.]*.*\.$"):
        source(url)


def test_password_is_in_no_representation():
    assert "secret" not in repr(source("imaps://b:secret@mail.example.org"))


@pytest.mark.django_db
def test_job_reads_the_mailbox_that_is_set(settings, tmp_path):
    for folder in ("new", "cur"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(REPORT)
    (tmp_path / "new" / "2.host").write_bytes(ANSWER)
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    message = sent(pk=LETTER)
    assert collect(NOW) == 2
    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    assert causes() == {message.address: "bounce"}
    assert sorted(file.name for file in (tmp_path / "cur").iterdir()) == ["1.host:2,PS", "2.host:2,F"]
    assert collect(NOW) == 0


@pytest.mark.django_db
def test_job_leaves_a_report_on_a_letter_in_a_senders_hands_for_the_next_time(settings, tmp_path):
    for folder in ("new", "cur"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(REPORT)
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    message = sent(pk=LETTER, state=MessageState.LEASED)
    assert collect(NOW) == 1
    message.state = MessageState.SENT
    message.save()
    assert collect(NOW) == 1
    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED


def test_job_does_nothing_where_no_mailbox_is_set(settings):
    settings.BOUNCE_MAILBOX = ""
    assert collect(NOW) == 0


def test_job_logs_a_mailbox_that_cannot_be_read(settings, tmp_path, caplog):
    settings.BOUNCE_MAILBOX = f"mbox://{tmp_path}/nowhere"
    with caplog.at_level(logging.ERROR):
        assert collect(NOW) == 0
    assert caplog.messages == [f"There is no mailbox at {tmp_path}/nowhere."]
