"""Reports read from a Maildir and from an mbox: each put aside after it was applied, none lost."""

from __future__ import annotations

import mailbox

import pytest

from heliograph.delivery.bounces.files import Maildir, Mbox, without_envelope
from heliograph.delivery.bounces.sources import Fate, MailboxError
from tests.delivery.bounces.mails import ANSWER, REPORT, VACATION

FATES = {REPORT: Fate.FILE, VACATION: Fate.FILE, ANSWER: Fate.LEAVE}


class Reader:
    """Remembers what it was given; ``fails`` at the mail of that number."""

    def __init__(self, fails: int | None = None, later: bool = False) -> None:
        self.seen: list[bytes] = []
        self._fails, self._later = fails, later

    def __call__(self, name: str, content: bytes) -> Fate:
        self.seen.append(content)
        if len(self.seen) == self._fails:
            raise RuntimeError("killed")
        return Fate.LATER if self._later else FATES[content]


@pytest.fixture
def maildir(tmp_path):
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "box" / folder).mkdir(parents=True)
    path = tmp_path / "box"
    (path / "new" / "1.a.host").write_bytes(REPORT)
    (path / "new" / "2.b.host").write_bytes(ANSWER)
    (path / "cur" / "3.c.host:2,S").write_bytes(VACATION)
    return path


def names(path):
    return sorted(f"{file.parent.name}/{file.name}" for file in path.rglob("*.host*"))


def test_maildir_is_read_once_and_keeps_everything(maildir):
    reader = Reader()
    assert Maildir(maildir).tend(reader, 500) == 3
    assert reader.seen == [REPORT, ANSWER, VACATION]
    assert names(maildir) == ["cur/1.a.host:2,PS", "cur/2.b.host:2,F", "cur/3.c.host:2,PS"]
    assert Maildir(maildir).tend(reader, 500) == 0


def test_maildir_is_read_up_to_a_limit(maildir):
    assert Maildir(maildir).tend(Reader(), 2) == 2
    assert names(maildir) == ["cur/1.a.host:2,PS", "cur/2.b.host:2,F", "cur/3.c.host:2,S"]


def test_mail_of_a_maildir_that_is_to_wait_is_left_untouched(maildir):
    before = names(maildir)
    assert Maildir(maildir).tend(Reader(later=True), 500) == 3
    assert names(maildir) == before


def test_maildir_whose_reader_ends_between_loses_nothing(maildir):
    with pytest.raises(RuntimeError):
        Maildir(maildir).tend(Reader(fails=2), 500)
    reader = Reader()
    assert Maildir(maildir).tend(reader, 500) == 2
    assert reader.seen == [ANSWER, VACATION]


def test_mail_of_a_maildir_moved_by_another_program_is_passed_over(maildir):
    def apply(name, content):
        if content == REPORT:
            (maildir / "new" / "2.b.host").rename(maildir / "cur" / "2.b.host:2,S")
        return Fate.FILE

    assert Maildir(maildir).tend(apply, 500) == 2
    assert names(maildir)[1] == "cur/2.b.host:2,S"


@pytest.fixture
def mbox(tmp_path):
    path = tmp_path / "bounces"
    box = mailbox.mbox(path)
    for content in (REPORT, ANSWER, VACATION):
        box.add(content)
    box.close()
    return path


def mails(path):
    box = mailbox.mbox(path, create=False)
    found = [box.get_bytes(key) for key in box.iterkeys()]
    box.close()
    return found


def test_mbox_is_read_once_and_keeps_everything(mbox):
    reader = Reader()
    assert Mbox(mbox).tend(reader, 500) == 3
    assert reader.seen == [REPORT, ANSWER, VACATION]
    assert mails(mbox) == [b"X-Status: F\n" + ANSWER]
    assert mails(mbox.with_name("bounces.read-by-heliograph")) == [REPORT, VACATION]
    assert Mbox(mbox).tend(reader, 500) == 0


def test_mbox_is_read_up_to_a_limit(mbox):
    assert Mbox(mbox).tend(Reader(), 1) == 1
    assert mails(mbox) == [ANSWER, VACATION]


def test_mbox_whose_reader_ends_between_loses_nothing(mbox):
    with pytest.raises(RuntimeError):
        Mbox(mbox).tend(Reader(fails=2), 500)
    reader = Reader()
    assert Mbox(mbox).tend(reader, 500) == 2
    assert reader.seen == [ANSWER, VACATION]


def test_mail_that_comes_after_is_read_the_next_time(mbox):
    Mbox(mbox).tend(Reader(), 500)
    with mbox.open("ab") as stream:
        stream.write(b"From MAILER-DAEMON Mon Jan 12 09:00:00 2026\n" + REPORT + b"\n")
    reader = Reader()
    assert Mbox(mbox).tend(reader, 500) == 1
    assert reader.seen == [REPORT]
    assert len(mails(mbox.with_name("bounces.read-by-heliograph"))) == 3


def test_mbox_in_use_is_left_alone(mbox):
    before = mbox.read_bytes()
    lock = mbox.with_name("bounces.lock")
    lock.touch()
    with pytest.raises(MailboxError, match="in use by another program"):
        Mbox(mbox).tend(Reader(), 500)
    assert mbox.read_bytes() == before


@pytest.mark.parametrize("kind", [Maildir, Mbox])
def test_mailbox_that_is_not_there_is_named_in_one_sentence(tmp_path, kind):
    with pytest.raises(MailboxError) as caught:
        kind(tmp_path / "nowhere").tend(Reader(), 500)
    assert str(tmp_path / "nowhere") in str(caught.value)
    assert str(caught.value).endswith(".")


def test_mail_from_a_pipe_loses_the_line_of_its_envelope_only():
    assert without_envelope(b"From MAILER-DAEMON Mon Jan 12 09:00:00 2026\n" + REPORT) == REPORT
    assert without_envelope(REPORT) == REPORT


def test_directory_that_is_no_maildir_is_an_error_of_the_mailbox(maildir):
    (maildir / "cur").rename(maildir / "gone")
    with pytest.raises(MailboxError, match="cannot be read: No such file or directory"):
        Maildir(maildir).tend(Reader(), 500)
