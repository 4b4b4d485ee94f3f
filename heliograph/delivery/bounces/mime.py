"""A mail from anywhere taken apart for its fields, in bounded time, whatever is in it.

Only the beginning is read: a report says what it has to say before the letter that it returns. Headers are cut and
nesting is limited, because the ``email`` package takes the square of their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.parser import HeaderParser
from email.policy import Compat32
from itertools import islice

from heliograph.delivery.catching.caught_letter import content_of, readable, text_of
from heliograph.delivery.letters import one_line

#: Octets of a mail that are read.
READ = 512 * 1024
LONGEST_HEADER = 4_000
MOST_BOUNDARIES = 32
MOST_GROUPS = 500
MOST_HEADERS = 1_000
MOST_VALUES = 20
_BOUNDARY = re.compile(rb"boundary[\s*\d]{0,20}=", re.IGNORECASE)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
#: What the ``email`` package raises on mails that somebody wrote to break it.
HOSTILE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError)


class Unreadable(ValueError):
    """A mail that cannot be taken apart."""


class _Bounded(Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


_POLICY = _Bounded()


def take_apart(content: bytes) -> Message:
    """The mail as a tree. Raises Unreadable, and nothing else."""
    beginning = content[:READ]
    if len(_BOUNDARY.findall(beginning)) > MOST_BOUNDARIES:
        raise Unreadable("nested too deeply")
    try:
        return message_from_bytes(beginning, policy=_POLICY)
    except HOSTILE as error:
        raise Unreadable(str(error)) from error


def parts(mail: Message) -> Iterator[Message]:
    """The parts of a mail in order, without those of a mail that is inside it."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting[:0] = [each for each in inner if isinstance(each, Message)]
        else:
            yield part


def values(fields: Message, name: str) -> list[str]:
    """The first values of a field, each in one readable line."""
    wanted = name.lower()
    found = (text for each, text in islice(fields.raw_items(), MOST_HEADERS) if each.lower() == wanted)
    return [_line(text) for text in islice(found, MOST_VALUES)]


def _line(text: str) -> str:
    """A field's value decoded; as it stands where that is not possible."""
    try:
        return readable(text)
    except HOSTILE:
        return one_line(text.encode("utf-8", "replace").decode(), LONGEST_HEADER)


def value(fields: Message, name: str) -> str:
    """The first value of a field; empty where there is none."""
    return next(iter(values(fields, name)), "")


def text_in(part: Message) -> str:
    """The text of a part; with replacement characters where it cannot be decoded as it says."""
    try:
        return text_of(part)
    except HOSTILE:
        return content_of(part).decode("utf-8", "replace")


def groups(part: Message) -> list[Message]:
    """The groups of fields that a part holds (RFC 3464, 2.1), parted by empty lines."""
    texts = _BLANK.split(_body(part).replace("\r\n", "\n").strip("\n"), MOST_GROUPS)
    return [HeaderParser(policy=_POLICY).parsestr(text) for text in texts]


def _body(part: Message) -> str:
    """The text of a part; one that the parser has taken for a mail is put together again and decoded."""
    inner = part.get_payload()
    if not isinstance(inner, list):
        return text_in(part)
    carrier = Message()
    carrier["Content-Transfer-Encoding"] = str(part.get("Content-Transfer-Encoding", "8bit")).strip()
    carrier.set_payload("\n\n".join(_flat(each) for each in inner if isinstance(each, Message)))
    return text_in(carrier)


def _flat(message: Message) -> str:
    fields = "".join(f"{name}: {text}\n" for name, text in message.raw_items())
    text = content_of(message).decode("ascii", "surrogateescape")
    return f"{fields}\n{text}" if text.strip() else fields
