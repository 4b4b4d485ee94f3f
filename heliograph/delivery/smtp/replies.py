"""The server's replies (RFC 5321, 4.2), read as their bytes come."""

from __future__ import annotations

import re
from typing import NamedTuple

from heliograph.delivery.letters import one_line

CLOSING = 421
TOO_LARGE = 552
LONGEST_ANSWER = 500
#: Octets. RFC 5321, 4.5.3.1.5 allows 512 to a line; servers with a lot to say write more, none so much.
LONGEST_LINE = 8192
LONGEST_REPLY = 65536

_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?", re.DOTALL)


class Garbled(ValueError):
    """What the server says is not SMTP."""


class Reply(NamedTuple):
    """A whole reply; its lines are joined by a space."""

    code: int
    text: bytes

    @property
    def positive(self) -> bool:
        return self.code < 300

    @property
    def answer(self) -> str:
        """Code and words as one line for people."""
        return in_one_line(f"{self.code} {self.text.decode('utf-8', 'replace')}")


def in_one_line(words: str) -> str:
    """The words as one printable line of at most 500 characters."""
    if len(words) <= LONGEST_ANSWER and words.isprintable():
        return " ".join(words.split())
    return one_line(words, LONGEST_ANSWER)


class Replies:
    """``feed`` takes bytes and gives the replies that are complete; it keeps what is not, within bounds."""

    def __init__(self) -> None:
        self._rest = b""
        self._code = b""
        self._texts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[Reply]:
        """Raises Garbled for what is no reply, for one whose lines disagree, and for one without end."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise Garbled("a reply's line has no end")
        replies = []
        for line in lines:
            reply = self._line(line)
            if reply is not None:
                replies.append(reply)
        return replies

    def _line(self, line: bytes) -> Reply | None:
        found = _LINE.fullmatch(line.removesuffix(b"\r"))
        if found is None or len(line) > LONGEST_LINE:
            raise Garbled(f"not a reply: {line[:80].decode('ascii', 'replace')}")
        code, mark, text = found.groups(b"")
        if self._texts or mark == b"-":
            return self._continued(code, mark, text)
        return Reply(int(code), text)

    def _continued(self, code: bytes, mark: bytes, text: bytes) -> Reply | None:
        if self._texts and code != self._code:
            raise Garbled(f"a reply of two codes: {self._code.decode()} and {code.decode()}")
        self._code = code
        self._texts.append(text)
        self._size += len(text) + 1
        if self._size > LONGEST_REPLY:
            raise Garbled("a reply has no end")
        return None if mark == b"-" else self._complete()

    def _complete(self) -> Reply:
        reply = Reply(int(self._code), b" ".join(self._texts))
        self._texts, self._size = [], 0
        return reply
