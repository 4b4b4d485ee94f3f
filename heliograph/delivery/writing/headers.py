"""The header fields of a letter (RFC 5322), as bytes ready to be sent.

Whatever comes from outside is flattened to one line before it gets here or is encoded here (RFC 2047), so that no value
can begin a field of its own.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import quote

from django.conf import settings

from heliograph.delivery.letters import Attached, one_line

#: Lines of encoded words are at most 76 characters long (RFC 2047, 2).
LINE = 76
#: A name that needs no quotation marks (RFC 5322, 3.2.3).
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*", re.ASCII)
#: So many octets make an encoded word of less than 65 characters, which leaves room for the field's name.
SHORT = 36


@dataclass(frozen=True)
class Field:
    """A header field; ``value`` is None where each message has its own."""

    name: str
    value: bytes | None


@dataclass(frozen=True)
class Sheet:
    """What all messages with one body have in common; ``date`` is aware."""

    topic: str
    date: datetime
    automatic: bool
    subscribed: bool
    language: str
    reply_to: str


def text_value(name: str, text: str) -> bytes:
    """Free text as the value of a field: as it is where ASCII, in encoded words where not, folded."""
    line = one_line(text, 1000)
    plain = line.isascii() and "=?" not in line
    return Header(line, "us-ascii" if plain else "utf-8", LINE, name).encode(linesep="\r\n").encode("ascii")


def mailbox(name: str, address: str) -> bytes:
    """A name and an address as the value of To, From or Reply-To."""
    shown = one_line(name, 200)
    if _PLAIN.fullmatch(shown):
        return f"{shown} <{address}>".encode("ascii")
    if shown.isascii() and "=?" not in shown:
        return formataddr((shown, address)).encode("ascii")
    return f"{_words(shown)}\r\n <{address}>".encode("ascii")


def _words(text: str) -> str:
    """Encoded words for the beginning of a field; a short text is one, written without the library's search for the
    best folding, which takes longer than all the rest of a message.
    """
    octets = text.encode()
    if len(octets) <= SHORT:
        return f"=?utf-8?b?{b2a_base64(octets, newline=False).decode()}?="
    return Header(text, "utf-8", LINE, "Reply-To").encode(linesep="\r\n")


def site_mailbox() -> bytes:
    """The sender of all letters."""
    return mailbox(*parseaddr(settings.DEFAULT_FROM_EMAIL))


def site_address() -> str:
    """The address of the sender of all letters."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def list_id(topic: str) -> bytes:
    """The List-Id of a topic (RFC 2919): a phrase and a name under the site's own mail domain."""
    return mailbox(f"{settings.SITE_NAME} {topic}", f"{topic}.{settings.MAIL_DOMAIN}")


def constant_fields(sheet: Sheet) -> list[Field]:
    """The fields that are the same in every message with one body.

    Auto-Submitted (RFC 3834) stands on what no person sent.
    """
    found = {
        "From": site_mailbox(),
        "Reply-To": mailbox(*parseaddr(sheet.reply_to or settings.MAIL_REPLY_TO)),
        "Date": format_datetime(sheet.date).encode(),
        "Content-Language": sheet.language.encode(),
    }
    if sheet.subscribed:
        found["List-Id"] = list_id(sheet.topic)
        found["List-Unsubscribe-Post"] = b"List-Unsubscribe=One-Click"
    if sheet.automatic:
        found["Auto-Submitted"] = b"auto-generated"
    return [Field(name, value) for name, value in found.items()]


def own_fields(sheet: Sheet) -> list[Field]:
    """The fields that each message fills with its own value.

    List-Unsubscribe (RFC 2369) goes with its one click (RFC 8058).
    """
    names = ["To", "Message-ID", *(["List-Unsubscribe"] if sheet.subscribed else [])]
    return [Field(name, None) for name in names]


def attachment_fields(attached: Attached) -> list[tuple[str, bytes]]:
    """The fields of a file's part; a name beyond ASCII by RFC 2231."""
    kind = one_line(attached.content_type, 120).encode("ascii", "replace")
    return [
        ("Content-Type", kind),
        ("Content-Transfer-Encoding", b"base64"),
        ("Content-Disposition", b"attachment; " + _file_name(attached.name)),
    ]


def _file_name(name: str) -> bytes:
    shown = one_line(name, 200) or "file"
    if shown.isascii():
        escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'filename="{escaped}"'.encode("ascii")
    return f"filename*=utf-8''{quote(shown, safe='')}".encode("ascii")
