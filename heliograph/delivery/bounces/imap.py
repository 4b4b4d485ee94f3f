"""Mails read from an IMAP folder (RFC 3501).

A mail that is done with is moved to the folder ``Read by Heliograph``; one that is left for a person gets a keyword,
so that it is not read again, and stays unread. ``\\Seen`` tells nothing: a person may look before the machine does.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from heliograph.delivery.bounces.mime import READ
from heliograph.delivery.bounces.sources import Apply, Fate, MailboxError

FOLDER = "Read by Heliograph"
KEYWORD = "$HeliographLeft"
#: Seconds for one answer of the server.
PATIENCE = 30.0
#: Mails put aside with one command, and messages of a folder asked for with one.
BATCH = 50
WINDOW = 20_000
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_ERRORS = (imaplib.IMAP4.error, OSError)


@dataclass(frozen=True)
class Imap:
    """An IMAP folder. ``scheme`` is ``imaps``, ``imap+tls`` (STARTTLS) or, on loopback, ``imap``."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str

    def tend(self, apply: Apply, limit: int) -> int:
        with self._speaking(), self._signed_in() as server:
            folder = _Folder(server, self.folder)
            return folder.tend(apply, limit)

    @contextmanager
    def _signed_in(self) -> Iterator[imaplib.IMAP4]:
        server = self._connect()
        try:
            if self.scheme == "imap+tls":
                server.starttls(ssl.create_default_context())
            server.login(self.user, self.password)
            yield server
        finally:
            with suppress(*_ERRORS):
                server.logout()

    def _connect(self) -> imaplib.IMAP4:
        if self.scheme == "imaps":
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=PATIENCE)
        if self.scheme == "imap" and self.host not in _LOOPBACK:
            raise MailboxError(
                f"The password for {self.host} would go over the network for all to read: use imaps:// or imap+tls://."
            )
        return imaplib.IMAP4(self.host, self.port, timeout=PATIENCE)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except _ERRORS as error:
            reason = _words(error).rstrip(".")
            raise MailboxError(f"The bounce mailbox of {self.user} on {self.host}:{self.port}: {reason}.") from error


class _Folder:
    """A folder that is selected on a server."""

    def __init__(self, server: imaplib.IMAP4, name: str) -> None:
        self._server = server
        self._count = int(self._do(server.select, _quoted(name))[0] or 0)
        self._mark = KEYWORD if self._takes_keywords() else r"\Flagged"
        self._aside = _place_aside(server)
        #: Asked again, since servers name most of it only to who has signed in.
        self._abilities = set(self._do(server.capability)[0].decode("ascii", "replace").upper().split())

    def tend(self, apply: Apply, limit: int) -> int:
        done = 0
        waiting = self._waiting(limit)
        for begin in range(0, len(waiting), BATCH):
            batch = waiting[begin : begin + BATCH]
            done += self._tend(apply, batch)
        return done

    def _tend(self, apply: Apply, batch: Sequence[str]) -> int:
        """Apply a batch, then put aside what was applied, whatever ended it."""
        fates: dict[str, Fate] = {}
        try:
            for uid in batch:
                content = self._content(uid)
                if content is not None:
                    fates[uid] = apply(f"UID {uid}", content)
        finally:
            self._put_aside([uid for uid, fate in fates.items() if fate == Fate.FILE])
            self._leave([uid for uid, fate in fates.items() if fate == Fate.LEAVE])
        return len(fates)

    def _waiting(self, limit: int) -> list[str]:
        """The first mails, by UID, that are neither left for a person nor deleted."""
        unmarked = "UNFLAGGED" if self._mark == r"\Flagged" else f"UNKEYWORD {KEYWORD}"
        found: list[str] = []
        for begin in range(1, self._count + 1, WINDOW):
            window = f"{begin}:{min(begin + WINDOW - 1, self._count)}"
            answer = self._do(self._server.uid, "SEARCH", window, "UNDELETED", *unmarked.split())
            found += (answer[0] or b"").decode("ascii", "replace").split()
            if len(found) >= limit:
                break
        return found[:limit]

    def _content(self, uid: str) -> bytes | None:
        """The beginning of a mail; None where somebody has taken it away meanwhile."""
        answer = self._do(self._server.uid, "FETCH", uid, f"(BODY.PEEK[]<0.{READ}>)")
        return next((bytes(each[1]) for each in answer if isinstance(each, tuple)), None)

    def _leave(self, uids: Sequence[str]) -> None:
        if uids:
            self._flag(uids, self._mark)

    def _put_aside(self, uids: Sequence[str]) -> None:
        if not uids:
            return
        if not self._aside:
            self._flag(uids, rf"\Seen {self._mark}")
            return
        self._flag(uids, r"\Seen")
        if "MOVE" in self._abilities:
            self._do(self._server.uid, "MOVE", ",".join(uids), self._aside)
            return
        self._do(self._server.uid, "COPY", ",".join(uids), self._aside)
        self._flag(uids, r"\Deleted")
        if "UIDPLUS" in self._abilities:
            self._do(self._server.uid, "EXPUNGE", ",".join(uids))

    def _flag(self, uids: Sequence[str], flags: str) -> None:
        self._do(self._server.uid, "STORE", ",".join(uids), "+FLAGS.SILENT", f"({flags})")

    def _takes_keywords(self) -> bool:
        _name, answer = self._server.response("PERMANENTFLAGS")
        return any(rb"\*" in each or KEYWORD.encode() in each for each in answer or [] if isinstance(each, bytes))

    @staticmethod
    def _do(command: Callable[..., tuple[str, list[Any]]], *arguments: str) -> list[Any]:
        return _done(command(*arguments))


def _place_aside(server: imaplib.IMAP4) -> str:
    """The quoted name of the folder for what is done with, made where it is missing; empty where it cannot be."""
    for name in (FOLDER, f"INBOX.{FOLDER}", f"INBOX/{FOLDER}"):
        quoted = _quoted(name)
        if _agrees(server.status, quoted, "(MESSAGES)") or _agrees(server.create, quoted):
            return quoted
    return ""


def _agrees(command: Callable[..., tuple[str, list[Any]]], *arguments: str) -> bool:
    """Whether the server says yes; a broken connection is no answer and raises as ever."""
    try:
        return command(*arguments)[0] == "OK"
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        return False


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(data[0] if data else kind)
    return data


def _quoted(name: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3) in quotes."""
    encoded = re.sub(r"&|[^\x20-\x7e]+", lambda found: _shifted(found[0]), name)
    return '"' + encoded.replace("\\", r"\\").replace('"', r"\"") + '"'


def _shifted(text: str) -> str:
    if text == "&":
        return "&-"
    return "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"


def _words(error: Exception) -> str:
    """What an error says, in one line; the server's answers come as bytes."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
    return " ".join(text.split()) or type(error).__name__
