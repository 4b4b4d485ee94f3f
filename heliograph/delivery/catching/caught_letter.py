"""A caught letter taken apart for reading, however broken it is.

Anything may be in the catcher. Nothing here raises on what a letter contains: what cannot be decoded is shown with
replacement characters, what cannot be taken apart at all is shown by its headers and its source.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import islice

#: Larger letters are shown by their headers and their source only.
LARGEST = 10 * 1024 * 1024
#: How much of a text part, and how many headers, one page shows.
SHOWN = 200_000
SHOWN_HEADERS = 200
_BASE = b'<base target="_blank">'
_HEAD = re.compile(rb"<head(\s[^>]*)?>", re.IGNORECASE)
#: Surrogates that stand for no byte (the email package writes byte xx as U+DCxx).
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Attachment:
    """A part that is neither the text nor the HTML; ``number`` is its place among all parts."""

    number: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class CaughtLetter:
    """``text`` and ``html`` are None where the letter has no such part; ``cut`` says that the text goes on."""

    headers: list[tuple[str, str]]
    subject: str
    text: str | None
    cut: bool
    html: str | None
    attachments: list[Attachment]
    whole: bool


def header(message: Message, name: str) -> str:
    """A header's value for reading; empty where there is none."""
    values = (value for found, value in message.raw_items() if found.lower() == name.lower())
    return readable(next(values, ""))


def readable(value: str) -> str:
    """A header's value in one line: raw bytes read as UTF-8, encoded words (RFC 2047) decoded where they are whole."""
    raw = _LONE.sub("�", value).encode("utf-8", "surrogateescape")
    text = raw.decode("utf-8", "replace")
    with suppress(MessageError, LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    return " ".join(_UNPRINTABLE.sub("�", text.replace("\r", " ").replace("\n", " ")).split())


def content_of(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as that goes."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a part by the charset that it claims, else as UTF-8 with replacement characters."""
    content = content_of(part)
    try:
        text = content.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def leaves(source: bytes) -> list[Message]:
    """The parts that hold something, in order; none where the nesting is too deep to follow."""
    try:
        return [part for part in message_from_bytes(source, policy=compat32).walk() if not part.is_multipart()]
    except RecursionError:
        return []


def _is_body(part: Message, kind: str) -> bool:
    inline = not part.get_filename() and part.get_content_disposition() != "attachment"
    return inline and part.get_content_type() == kind


def _attachment(number: int, part: Message) -> Attachment:
    name = readable(part.get_filename() or "") or f"part-{number}"
    return Attachment(number, name, part.get_content_type(), len(content_of(part)))


def take_apart(source: bytes) -> CaughtLetter:
    """What a page shows of a letter."""
    top = BytesHeaderParser(policy=compat32).parsebytes(source[: LARGEST // 10])
    parts = leaves(source) if len(source) <= LARGEST else []
    text = next((part for part in parts if _is_body(part, "text/plain")), None)
    html = next((part for part in parts if _is_body(part, "text/html")), None)
    words = None if text is None else text_of(text)
    return CaughtLetter(
        headers=[(readable(name), readable(value)) for name, value in islice(top.raw_items(), SHOWN_HEADERS)],
        subject=header(top, "Subject"),
        text=None if words is None else _UNPRINTABLE.sub("�", words[:SHOWN]),
        cut=words is not None and len(words) > SHOWN,
        html=None if html is None else text_of(html),
        attachments=[_attachment(n, part) for n, part in enumerate(parts) if part is not text and part is not html],
        whole=bool(parts),
    )


def html_page(html: str) -> bytes:
    """The HTML part as a page of its own, UTF-8, whose links open beside it."""
    page = _UNPRINTABLE.sub("�", html).encode("utf-8", "replace")
    head = _HEAD.search(page)
    return page[: head.end()] + _BASE + page[head.end() :] if head else _BASE + page
