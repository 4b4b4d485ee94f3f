"""What a mail reports about a letter of ours: that it came back, is late, arrived, or was not wanted.

Pure reading: nothing is looked up, and nothing that stands here is believed. Read are delivery reports (RFC 3464, and
RFC 6533 for other scripts), reports of complaints (RFC 5965), bounces written for people, and automatic answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from heliograph.delivery.bounces.automatic import is_automatic, is_read_receipt
from heliograph.delivery.bounces.mime import HOSTILE, Unreadable, groups, parts, take_apart, value, values
from heliograph.delivery.bounces.plain import Plain, comes_from_a_server, plain_bounce
from heliograph.delivery.bounces.verdicts import enhanced_status, is_general
from heliograph.delivery.letters import one_line

LONGEST_ANSWER = 350
MOST_ADDRESSES = 50
MOST_RECIPIENTS = 100
_STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}
_RETURNED_TYPES = {
    "message/rfc822",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
    "text/rfc822-headers",
}
_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-Rcpt-To", "To", "Cc")
_RETURN_PATHS = ("Return-Path", "X-Original-Return-Path", "X-Envelope-From", "Envelope-From", "Errors-To")
_ADDRESSEES = ("Original-Rcpt-To", "X-HmXmrOriginalRecipient")
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]@]{1,64}@[^\s<>,;:\"()\[\]@]{1,255}")
#: Feedback-Type (RFC 5965, 7.3, and older drafts) of reports by which a reader wants no more of it.
_UNWANTED = {"abuse", "fraud", "opt-out", "opt-out-list"}


class Kind(StrEnum):
    """What a report is about; AUTOMATIC is an answer by a program that asks nothing."""

    DELIVERY = "delivery"
    COMPLAINT = "complaint"
    AUTOMATIC = "automatic"


class Action(StrEnum):
    """What became of a letter (RFC 3464, 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


_ACTION_OF_CLASS = {"5": Action.FAILED, "4": Action.DELAYED, "2": Action.DELIVERED}


@dataclass(frozen=True)
class Recipient:
    """What became of a letter at one address.

    ``original`` is the address that the letter was sent to, ``final`` the one it was sent on to; either may be empty.
    ``status`` is an enhanced code (RFC 3463), ``diagnostic`` the server's words in one line.
    """

    final: str
    original: str
    action: Action
    status: str
    diagnostic: str


@dataclass(frozen=True)
class Report:
    """``came_to`` are addresses one of which may be a signed return path, ``message_id`` that of the returned letter.

    ``addressees`` are addresses that the report says the letter was for; ``feedback`` is the type of a complaint.
    """

    kind: Kind
    came_to: tuple[str, ...] = ()
    message_id: str = ""
    recipients: tuple[Recipient, ...] = ()
    addressees: tuple[str, ...] = ()
    feedback: str = ""


def read_report(content: bytes) -> Report | None:
    """The report that a mail is; None for a letter. Raises Unreadable, and nothing else."""
    try:
        return _report(take_apart(content))
    except HOSTILE as error:
        raise Unreadable(str(error)) from error


def _report(mail: Message) -> Report | None:
    pieces = list(parts(mail))
    returned = _returned(pieces)
    return (
        _delivery(mail, pieces, returned)
        or _complaint(mail, pieces, returned)
        or _automatic(mail)
        or _plain(mail, returned)
    )


def _returned(pieces: Sequence[Message]) -> Message:
    """The headers of the letter that comes back with a report; without any where it does not."""
    part = next((each for each in pieces if each.get_content_type() in _RETURNED_TYPES), None)
    return groups(part)[0] if part is not None else Message()


def _delivery(mail: Message, pieces: Sequence[Message], returned: Message) -> Report | None:
    status_parts = (part for part in pieces if part.get_content_type() in _STATUS_TYPES)
    found = [_recipient(fields) for part in status_parts for fields in groups(part)]
    recipients = tuple(each for each in found if each is not None)[:MOST_RECIPIENTS]
    if not recipients:
        return None
    addressees = _unique(each for one in recipients for each in (one.original, one.final) if each)
    return Report(Kind.DELIVERY, _came_to(mail, returned), _message_id(returned), recipients, addressees)


def _recipient(fields: Message) -> Recipient | None:
    """One group of a delivery report; None for the first, which is about the report as a whole."""
    final, original = (_typed_address(fields, name) for name in ("Final-Recipient", "Original-Recipient"))
    diagnostic = one_line(re.sub(r"^[\w.-]{1,40}\s*;\s*", "", value(fields, "Diagnostic-Code")), LONGEST_ANSWER)
    status = _status(value(fields, "Status"), diagnostic)
    action = _action(value(fields, "Action"), status)
    if action is None or not (final or original):
        return None
    return Recipient(final, original, action, status, diagnostic)


def _status(stated: str, diagnostic: str) -> str:
    """The more telling of two: what the reporting server states, and what the refusing one said."""
    own = enhanced_status(stated)
    return (enhanced_status(diagnostic) or own) if is_general(own) else own


def _action(word: str, status: str) -> Action | None:
    first = word.partition("(")[0].strip().lower()
    return Action(first) if first in set(Action) else _ACTION_OF_CLASS.get(status[:1])


def _typed_address(fields: Message, name: str) -> str:
    kind, semicolon, address = value(fields, name).partition(";")
    found = _ADDRESS.search(address if semicolon else kind)
    return found[0] if found else ""


def _complaint(mail: Message, pieces: Sequence[Message], returned: Message) -> Report | None:
    part = next((each for each in pieces if each.get_content_type() == "message/feedback-report"), None)
    if part is None:
        return None
    fields = groups(part)[0]
    feedback = value(fields, "Feedback-Type").strip().lower()
    if feedback == "not-spam":
        return Report(Kind.AUTOMATIC, feedback=feedback)
    if feedback not in _UNWANTED:
        return None
    sent_from = _addresses(values(fields, "Original-Mail-From"))
    named = _addresses(
        each for name in _ADDRESSEES for source in (fields, mail, returned) for each in values(source, name)
    )
    addressees = named or _addresses(values(returned, "To"))
    came_to = _unique((*sent_from, *_came_to(mail, returned)))
    return Report(Kind.COMPLAINT, came_to, _message_id(returned), (), addressees, feedback)


def _automatic(mail: Message) -> Report | None:
    written_by_server = comes_from_a_server(mail) and not is_read_receipt(mail)
    return Report(Kind.AUTOMATIC) if is_automatic(mail) and not written_by_server else None


def _plain(mail: Message, returned: Message) -> Report | None:
    bounce = plain_bounce(mail)
    if bounce is None:
        return None
    came_to = _unique((*_came_to(mail, returned), *bounce.return_paths))
    message_id = _message_id(returned) or bounce.message_id
    return Report(Kind.DELIVERY, came_to, message_id, _failed(bounce), bounce.failed)


def _failed(bounce: Plain) -> tuple[Recipient, ...]:
    action = Action.DELAYED if bounce.late else Action.FAILED
    return tuple(Recipient(each, "", action, bounce.status, bounce.answer) for each in bounce.failed or ("",))


def _came_to(mail: Message, returned: Message) -> tuple[str, ...]:
    delivered = [each for name in _TO for each in values(mail, name)]
    sent = [each for name in _RETURN_PATHS for each in values(returned, name)]
    return _addresses([*delivered, *sent])


def _message_id(returned: Message) -> str:
    return value(returned, "Message-ID").strip().removeprefix("<").removesuffix(">")[:320]


def _addresses(texts: Iterable[str]) -> tuple[str, ...]:
    return _unique(found for text in texts for found in _ADDRESS.findall(text))


def _unique(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(addresses))[:MOST_ADDRESSES]
