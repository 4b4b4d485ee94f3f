"""E-mail messages (.eml): the part that a reader sees, with the subject as title."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import PurePath

from django.utils.translation import gettext

from heliograph.bulletin.importing.formats.forwards import forwarded
from heliograph.bulletin.importing.formats.html import page_text
from heliograph.bulletin.importing.formats.text import decode, source_of
from heliograph.bulletin.importing.limits import MAX_MAIL_DEPTH, MAX_MAIL_PARTS
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.source import Picture, Source

_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|tr|rv|wg|aw|fw|enc|rép|res)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_DOCUMENTS = (".docx", ".pdf")
#: A note with fewer words than this that brings a document is its cover.
_COVER_WORDS = 80
_HEADINGS = re.compile(r"<h[1-4]\b", re.IGNORECASE)


def convert_mail(data: bytes) -> Source:
    """The source of a message; a document that it only covers is read in its stead. Raises Refused."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.default)
    except RecursionError as error:
        raise _too_deep() from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Refused("damaged", gettext("This is not an e-mail message that can be read. Save it again as .eml."))
    return _source(message, 0)


def _too_deep() -> Refused:
    return Refused(
        "too-deep", gettext("This message has more parts than a bulletin. Save the bulletin alone and try again.")
    )


def _source(message: EmailMessage, depth: int) -> Source:
    parts = list(_leaves(message))
    if len(parts) > MAX_MAIL_PARTS or depth > MAX_MAIL_DEPTH:
        raise _too_deep()
    names = tuple(name for part in parts if (name := _file_name(part)) and not _is_inline_picture(part))
    written = _written(parts)
    if written is None or _is_cover(written):
        try:
            if inner := _inner(message, parts, names, depth):
                return inner
        except Refused:
            # What the message itself says is still worth reading.
            if written is None:
                raise
    if written is None:
        raise Refused("empty", gettext("There is no text in this message."))
    pictures: tuple[Picture, ...] = ()
    text = _without_signature(written[1])
    if written[0] == "html":
        text, _, pictures = page_text(written[1])
    text, subject = forwarded(text)
    title = _bare_subject(subject) or _subject(message)
    return source_of(text, "eml", title=title, dated=_dated(message), attached=names, pictures=pictures)


def _leaves(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """The parts that hold something; messages inside a message are not gone into."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart() or depth > MAX_MAIL_DEPTH * 4:
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield from _leaves(part, depth + 1)


def _written(parts: list[EmailMessage]) -> tuple[str, str] | None:
    """("html" or "plain", text) of the body: the page where there is one with words, else the plain text."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment" and not _file_name(part)]
    for kind in ("html", "plain"):
        texts = [_text(part) for part in shown if part.get_content_type() == f"text/{kind}"]
        whole = "\n\n".join(text for text in texts if _has_words(text, kind))
        if whole.strip():
            return kind, whole
    return None


def _text(part: EmailMessage) -> str:
    try:
        text = part.get_content()
    except (LookupError, UnicodeError, MessageError, ValueError, AttributeError):
        text = ""
    payload = part.get_payload(decode=True)
    # Bytes that are not what the header says come out as replacement characters: then they are guessed.
    if (not text or "\ufffd" in text) and isinstance(payload, bytes) and payload:
        text = decode(payload)
    return str(text).replace("\r\n", "\n")


def _has_words(text: str, kind: str) -> bool:
    bare = (
        re.sub(r"<(style|script|head)\b.*?</\1>|<[^>]*>|&nbsp;", " ", text, flags=re.DOTALL | re.IGNORECASE)
        if kind == "html"
        else text
    )
    return any(sign.isalnum() for sign in bare)


def _is_cover(written: tuple[str, str]) -> bool:
    kind, text = written
    bare = (
        re.sub(r"<(style|script|head)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
        if kind == "html"
        else text
    )
    return len(bare.split()) < _COVER_WORDS and not (kind == "html" and _HEADINGS.search(text))


def _inner(message: EmailMessage, parts: list[EmailMessage], names: tuple[str, ...], depth: int) -> Source | None:
    """The document or message that this one covers, where there is just one."""
    documents = [part for part in parts if _file_name(part).lower().endswith(_DOCUMENTS)]
    messages = [part for part in parts if part.get_content_type() == "message/rfc822"]
    if len(documents) == 1:
        return _document(documents[0], message, names)
    if not documents and len(messages) == 1:
        content = messages[0].get_content()
        return _source(content, depth + 1) if isinstance(content, EmailMessage) else None
    return None


def _document(part: EmailMessage, message: EmailMessage, names: tuple[str, ...]) -> Source:
    from heliograph.bulletin.importing.formats.dispatch import convert  # noqa: PLC0415 (start-up: dispatch loads this module only for mail)

    payload = part.get_payload(decode=True)
    source = convert(payload if isinstance(payload, bytes) else b"", _file_name(part))
    others = tuple(name for name in names if name != _file_name(part))
    return replace(source, title=source.title or _subject(message), dated=_dated(message), attached=others)


def _file_name(part: EmailMessage) -> str:
    name = part.get_filename() or ""
    return PurePath(name.replace("\\", "/")).name


def _is_inline_picture(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or bool(part["Content-ID"])
    )


def _subject(message: EmailMessage) -> str:
    return _bare_subject(str(message["Subject"] or ""))


def _bare_subject(subject: str) -> str:
    return _PREFIX.sub("", re.sub(r"\s+", " ", subject)).strip()


def _dated(message: EmailMessage) -> date | None:
    """The day on which it was sent, in its sender's zone."""
    header = message["Date"]
    moment = getattr(header, "datetime", None)
    return moment.date() if moment is not None else None


_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)


def _without_signature(text: str) -> str:
    """Without the signature (RFC 3676, section 4.3)."""
    return _SIGNATURE.sub("\n", text)
