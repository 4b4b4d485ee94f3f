"""Mails read from files: a Maildir, an mbox, or one mail in a file.

In a Maildir, what is done with goes to ``cur`` with the flags P (passed on) and S (seen), what is left for a person
with F (flagged). In an mbox, what is done with is moved to ``<name>.read-by-heliograph`` beside it, what is left gets
``X-Status: F``.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from heliograph.delivery.bounces.mime import READ
from heliograph.delivery.bounces.sources import Apply, Fate, MailboxError

ASIDE = ".read-by-heliograph"
_INFO = ":2,"
_FLAGS = {Fate.FILE: "PS", Fate.LEAVE: "F"}
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_LEFT = re.compile(rb"^X-Status:.*F", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Maildir:
    """A directory of the Maildir format."""

    path: Path

    def tend(self, apply: Apply, limit: int) -> int:
        with _readable(self.path):
            waiting = self._waiting()[:limit]
            return sum(self._tend(apply, file) for file in waiting)

    def _waiting(self) -> list[Path]:
        """The mails that have neither been done with nor left, the oldest name first."""
        found = [file for folder in ("new", "cur") for file in (self.path / folder).iterdir() if file.is_file()]
        return sorted((file for file in found if not set("PFT") & _flags(file)), key=lambda file: file.name)

    def _tend(self, apply: Apply, file: Path) -> bool:
        """Whether the mail was still there: a mail program may have moved it since."""
        try:
            content = _beginning(file)
        except FileNotFoundError:
            return False
        fate = apply(file.name.partition(_INFO)[0], content)
        if fate in _FLAGS:
            name = file.name.partition(_INFO)[0]
            flags = "".join(sorted(_flags(file) | set(_FLAGS[fate])))
            with suppress(FileNotFoundError):
                file.rename(self.path / "cur" / f"{name}{_INFO}{flags}")
        return True


def _flags(file: Path) -> set[str]:
    return set(file.name.partition(_INFO)[2])


@dataclass(frozen=True)
class Mbox:
    """A file of the mbox format, locked while it is read."""

    path: Path

    def tend(self, apply: Apply, limit: int) -> int:
        with _readable(self.path), self._locked() as box:
            keys = [key for key in box.iterkeys() if not _is_left(box, key)][:limit]
            return self._tend(apply, box, keys)

    def _tend(self, apply: Apply, box: mailbox.mbox, keys: Sequence[str]) -> int:
        """Apply mails, then write down what became of them, whatever ended it."""
        fates: dict[str, Fate] = {}
        try:
            for key in keys:
                fates[key] = apply(f"mail {int(key) + 1}", _start_of(box, key))
        finally:
            self._put_aside(box, [key for key, fate in fates.items() if fate == Fate.FILE])
            for key in (key for key, fate in fates.items() if fate == Fate.LEAVE):
                box[key] = _with_mark(box.get_bytes(key, from_=True))
            box.flush()
        return len(fates)

    def _put_aside(self, box: mailbox.mbox, keys: Sequence[str]) -> None:
        """Copied first, so that a crash between leaves two, not none."""
        if not keys:
            return
        aside = mailbox.mbox(self.path.with_name(self.path.name + ASIDE))
        try:
            for key in keys:
                aside.add(box.get_bytes(key, from_=True))
        finally:
            aside.close()
        for key in keys:
            box.remove(key)

    @contextmanager
    def _locked(self) -> Iterator[mailbox.mbox]:
        box = mailbox.mbox(self.path, create=False)
        try:
            box.lock()
            yield box
        finally:
            box.close()


def _start_of(box: mailbox.mbox, key: str) -> bytes:
    with box.get_file(key) as stream:
        return stream.read(READ)


def _is_left(box: mailbox.mbox, key: str) -> bool:
    return _LEFT.search(_HEADERS_END.split(_start_of(box, key), maxsplit=1)[0]) is not None


def _with_mark(mail: bytes) -> bytes:
    """The mail with its envelope line and a mark after it."""
    first, _end, rest = mail.partition(b"\n")
    return first + b"\nX-Status: F\n" + rest


@dataclass(frozen=True)
class File:
    """One mail in a file, or the many of an mbox; nothing is changed."""

    path: Path

    def tend(self, apply: Apply, limit: int) -> int:
        with _readable(self.path):
            content = _beginning(self.path)
            if content.startswith(b"From "):
                return self._tend_each(apply, limit)
            apply(str(self.path), content)
            return 1

    def _tend_each(self, apply: Apply, limit: int) -> int:
        box = mailbox.mbox(self.path, create=False)
        try:
            keys = box.keys()[:limit]
            for key in keys:
                apply(f"{self.path}, mail {int(key) + 1}", _start_of(box, key))
        finally:
            box.close()
        return len(keys)


def without_envelope(content: bytes) -> bytes:
    """A mail from a pipe, without the line of its envelope that some servers put before it."""
    return content.partition(b"\n")[2] if content.startswith(b"From ") else content


def _beginning(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(READ)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except mailbox.NoSuchMailboxError as error:
        raise MailboxError(f"There is no mailbox at {path}.") from error
    except mailbox.Error as error:
        raise MailboxError(f"The mailbox {path} is in use by another program: {error}.") from error
    except OSError as error:
        raise MailboxError(f"The mailbox {path} cannot be read: {error.strerror or error}.") from error
