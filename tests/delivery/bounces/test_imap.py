"""Reports read from a real IMAP server (dovecot): put aside after they were applied, none lost."""

from __future__ import annotations

import itertools
import re
import socket

import pytest

from heliograph.delivery.bounces.imap import FOLDER, KEYWORD, _quoted
from heliograph.delivery.bounces.mailboxes import collect, source
from heliograph.delivery.bounces.sources import Fate, MailboxError
from heliograph.delivery.states import MessageState
from tests.delivery.bounces.conftest import LETTER, NOW, causes, sent
from tests.delivery.bounces.dovecot import BINARY, PASSWORD, Dovecot
from tests.delivery.bounces.mails import ANSWER, REPORT, VACATION

pytestmark = pytest.mark.skipif(BINARY is None, reason="dovecot (Debian: dovecot-imapd) is missing")

#: A server without MOVE and UIDPLUS, whose folders all stand below INBOX.
OLD = """
imap_capability = IMAP4rev1
namespace inbox {
  inbox = yes
  prefix = INBOX.
  separator = .
}
"""
_users = itertools.count()


@pytest.fixture(scope="module")
def server():
    with Dovecot() as running:
        yield running


@pytest.fixture(scope="module")
def old_server():
    with Dovecot(OLD) as running:
        yield running


@pytest.fixture
def user():
    return f"bounces{next(_users)}"


def put(server, user, *contents, folder="INBOX"):
    client = server.client(user)
    for content in contents:
        client.append(folder, "", None, content.replace(b"\n", b"\r\n"))
    client.logout()


def flags(server, user, folder="INBOX"):
    """The flags of the mails in a folder, in order, without \\Recent."""
    client = server.client(user)
    kind, _answer = client.select(_quoted(folder), readonly=True)
    assert kind == "OK"
    _kind, lines = client.fetch("1:*", "(FLAGS)")
    client.logout()
    found = [re.search(rb"FLAGS \((.*?)\)", line)[1].decode() for line in lines if line]
    return [" ".join(sorted(set(each.split()) - {r"\Recent"})) for each in found]


class Reader:
    """Files reports, leaves answers; ``fails`` at the mail of that number."""

    def __init__(self, fails=None):
        self.seen, self._fails = [], fails

    def __call__(self, name, content):
        self.seen.append(content.replace(b"\r\n", b"\n"))
        if len(self.seen) == self._fails:
            raise RuntimeError("killed")
        return Fate.LEAVE if self.seen[-1] == ANSWER else Fate.FILE


def test_folder_is_read_once_and_keeps_everything(server, user):
    put(server, user, REPORT, ANSWER, VACATION)
    reader = Reader()
    assert source(server.url(user)).tend(reader, 500) == 3
    assert reader.seen == [REPORT, ANSWER, VACATION]
    assert flags(server, user) == [KEYWORD]
    assert flags(server, user, FOLDER) == [r"\Seen", r"\Seen"]
    assert source(server.url(user)).tend(reader, 500) == 0


def test_server_of_old_keeps_copies_below_the_inbox(old_server, user):
    put(old_server, user, REPORT, ANSWER)
    reader = Reader()
    assert source(old_server.url(user)).tend(reader, 500) == 2
    assert flags(old_server, user) == [r"\Deleted \Seen", KEYWORD]
    assert flags(old_server, user, f"INBOX.{FOLDER}") == [r"\Seen"]
    put(old_server, user, VACATION)
    assert source(old_server.url(user)).tend(reader, 500) == 1
    assert len(flags(old_server, user, f"INBOX.{FOLDER}")) == 2


def test_mail_that_a_person_has_opened_is_read_all_the_same(server, user):
    put(server, user, REPORT)
    client = server.client(user)
    client.select()
    client.store("1", "+FLAGS", r"\Seen")
    client.logout()
    assert source(server.url(user)).tend(Reader(), 500) == 1


def test_folder_is_read_up_to_a_limit(server, user):
    put(server, user, *[REPORT] * 3)
    assert source(server.url(user)).tend(Reader(), 2) == 2
    assert (flags(server, user), len(flags(server, user, FOLDER))) == ([""], 2)


def test_reader_that_ends_between_loses_nothing(server, user):
    put(server, user, REPORT, ANSWER, VACATION)
    with pytest.raises(RuntimeError):
        source(server.url(user)).tend(Reader(fails=3), 500)
    assert flags(server, user) == [KEYWORD, ""]
    reader = Reader()
    assert source(server.url(user)).tend(reader, 500) == 1
    assert reader.seen == [VACATION]


def test_huge_mail_is_fetched_by_its_beginning(server, user):
    put(server, user, REPORT + b"x" * 2_000_000)
    reader = Reader()
    assert source(server.url(user)).tend(reader, 500) == 1
    assert len(reader.seen[0]) <= 512 * 1024


def test_other_folder_with_a_name_in_another_script_is_read(server, user):
    client = server.client(user)
    client.create(_quoted("Rückläufer & Co"))
    client.logout()
    put(server, user, REPORT, folder=_quoted("Rückläufer & Co"))
    url = server.url(user, folder="R%C3%BCckl%C3%A4ufer%20%26%20Co")
    assert source(url).tend(Reader(), 500) == 1
    assert len(flags(server, user, FOLDER)) == 1


@pytest.mark.parametrize("scheme", ["imaps", "imap+tls"])
def test_encrypted_connection_is_read_where_somebody_vouches_for_the_server(server, user, scheme, monkeypatch):
    put(server, user, REPORT)
    with pytest.raises(MailboxError, match=rf"mailbox of {user} on 127.0.0.1:\d+: .*certificate verify failed"):
        source(server.url(user, scheme)).tend(Reader(), 500)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    assert source(server.url(user, scheme)).tend(Reader(), 500) == 1


@pytest.mark.django_db
def test_job_applies_what_is_there(server, user, settings):
    put(server, user, REPORT, ANSWER)
    settings.BOUNCE_MAILBOX = server.url(user)
    message = sent(pk=LETTER)
    assert collect(NOW) == 2
    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    assert causes() == {message.address: "bounce"}
    assert flags(server, user) == [KEYWORD]


def test_wrong_password_is_said_without_it(server, user):
    with pytest.raises(MailboxError) as caught:
        source(server.url(user, password="wrong-secret")).tend(Reader(), 500)
    assert re.fullmatch(rf"The bounce mailbox of {user} on 127\.0\.0\.1:\d+: .*failed\.", str(caught.value))
    assert "wrong-secret" not in str(caught.value)


def test_folder_that_is_not_there_is_said(server, user):
    with pytest.raises(MailboxError, match="doesn't exist: Nowhere"):
        source(server.url(user, folder="Nowhere")).tend(Reader(), 500)


def test_server_that_is_not_there_is_said(unused_port):
    with pytest.raises(MailboxError, match=rf"127.0.0.1:{unused_port}: .*Connection refused\."):
        source(f"imap://bounces:{PASSWORD}@127.0.0.1:{unused_port}").tend(Reader(), 500)


def test_password_is_not_sent_in_the_clear_to_another_machine():
    with pytest.raises(MailboxError, match="use imaps:// or imap\\+tls://"):
        source("imap://bounces:secret@mail.example.org").tend(Reader(), 500)


@pytest.fixture
def unused_port():
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
