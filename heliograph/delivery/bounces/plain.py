"""Bounces written for people only, as qmail, older Exim and many gateways send them.

They say nothing that a program can rely on, except a code; so they count only where their return path is signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from html import unescape

from heliograph.delivery.bounces.mime import parts, text_in, value, values
from heliograph.delivery.bounces.verdicts import enhanced_status, smtp_code
from heliograph.delivery.letters import one_line

#: Characters of a text that are searched.
SEARCHED = 32_000
LONGEST_ANSWER = 350
_DAEMON = re.compile(r"(?:mailer[-_.]?daemon|postmaster|mail[-_.]?delivery|mmdf|mdaemon|bounces?)\b", re.IGNORECASE)
_RETURNED = re.compile(
    r"^.{0,60}(?:below this line is a copy|this is a copy of (?:the|your) message|original message|message follows"
    r"|headers? of (?:the|your) (?:original )?message|unsent message|returned message|copie du message"
    r"|mensaje original|ursprüngliche nachricht).{0,60}$|^(?:Return-Path|Received):",
    re.IGNORECASE | re.MULTILINE,
)
_LATE = re.compile(
    r"\b(?:warning|delayed|not yet been|still trying|will (?:be retried|keep trying|continue|retry)"
    r"|no action is required|do not need to (?:re)?send)\b",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<(style|script)\b.{0,9000}?</\1>|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_FIELD = r"^[> \t]*%s:[ \t]*<?([^\s<>]{3,320}@[^\s<>]{3,255})>?[ \t]*$"
_RETURN_PATH = re.compile(_FIELD % "Return-Path", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(_FIELD % "Message-ID", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Plain:
    """What a bounce for people says; ``failed`` are the addresses that it names in a header, if any."""

    late: bool
    status: str
    answer: str
    failed: tuple[str, ...]
    return_paths: tuple[str, ...]
    message_id: str


def comes_from_a_server(mail: Message) -> bool:
    """Whether a mail server wrote this, not a person or a person's program."""
    sender = f"{value(mail, 'From')} {value(mail, 'Sender')}"
    return bool(values(mail, "X-Failed-Recipients")) or _DAEMON.search(sender) is not None


def plain_bounce(mail: Message) -> Plain | None:
    """The bounce that a mail is; None where it does not look like one, or names no code."""
    whole = _text(mail)
    words = _RETURNED.split(whole, maxsplit=1)[0]
    status, code = enhanced_status(words), smtp_code(words)
    by_server = comes_from_a_server(mail) or value(mail, "Return-Path") == "<>"
    if not by_server or not (status or code) or status.startswith("2"):
        return None
    found = _MESSAGE_ID.search(whole)
    failed = ",".join(values(mail, "X-Failed-Recipients")).split(",")
    return Plain(
        late=_LATE.search(f"{value(mail, 'Subject')}\n{words}") is not None,
        status=status or f"{code // 100}.0.0",
        answer=_answer(words, status or str(code)),
        failed=tuple(each.strip() for each in failed[:20] if "@" in each),
        return_paths=tuple(_RETURN_PATH.findall(whole)[:5]),
        message_id=found[1] if found else "",
    )


def _text(mail: Message) -> str:
    """The text that people read: plain, else the HTML without its tags, else what cannot be taken apart."""
    pieces = list(parts(mail))
    for kind in ("text/plain", "text/html", "multipart/report", "multipart/mixed"):
        part = next((each for each in pieces if each.get_content_type() == kind), None)
        if part is not None:
            text = text_in(part)[:SEARCHED]
            return unescape(_TAGS.sub("\n", text)) if kind == "text/html" else text
    return ""


def _answer(words: str, code: str) -> str:
    """The line of the text in which the code stands, and what follows it in its paragraph."""
    paragraph = next((each for each in re.split(r"\n[ \t]*\n", words) if code in each), words)
    lines = paragraph.strip().split("\n")
    first = next((number for number, line in enumerate(lines) if code in line), 0)
    return one_line("\n".join(lines[first:]), LONGEST_ANSWER)
