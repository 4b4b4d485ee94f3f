"""A mail to the bounce address, read and applied; and refusals at the door, noted the same way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heliograph.delivery.addresses import Malformed, key, normal
from heliograph.delivery.bounces.mime import Unreadable
from heliograph.delivery.bounces.outcomes import Received, came_back, is_late, was_not_wanted
from heliograph.delivery.bounces.reports import Action, Kind, Recipient, Report, read_report
from heliograph.delivery.bounces.return_path import read_return_path
from heliograph.delivery.bounces.verdicts import (
    enhanced_status,
    is_about_the_address,
    is_general,
    smtp_code,
    speaks_of_a_mailbox,
)
from heliograph.delivery.letters import one_line
from heliograph.delivery.models import AddressEntry, Message, message_id
from heliograph.delivery.states import AddressVerb, Cause
from heliograph.delivery.suppressing import suppress

#: Addresses of a report, and letters to each, among which the returned Message-ID is looked for.
ADDRESSES_LOOKED_AT = 10
LETTERS_LOOKED_AT = 1000
_WORST_FIRST = (Action.FAILED, Action.DELAYED, Action.EXPANDED, Action.RELAYED, Action.DELIVERED)


def receive(content: bytes, at: datetime) -> Received:
    """Apply one mail to the letter that it reports on; the same mail twice is once.

    The letter is found by a signed return path, else by its Message-ID together with its own address: either is known
    to its reader alone, who can so report on nobody's letters but his own. Raises nothing for what a mail contains.
    """
    try:
        report = read_report(content)
    except Unreadable:
        return Received.UNREADABLE
    if report is None:
        return Received.NOT_OURS
    if report.kind == Kind.AUTOMATIC:
        return Received.AUTOMATIC
    message_pk = _by_return_path(report) or _by_message_id(report)
    return Received.NOT_OURS if message_pk is None else _apply(report, message_pk, at)


def _by_return_path(report: Report) -> int | None:
    keys = (read_return_path(address) for address in report.came_to)
    return next((each for each in keys if each is not None), None)


def _by_message_id(report: Report) -> int | None:
    if not report.message_id:
        return None
    for address in report.addressees[:ADDRESSES_LOOKED_AT]:
        letters = Message.objects.to_address(_written(address)).order_by("-pk")
        made_of = letters.values_list("pk", "mailing__public_id", "mailing__domain")
        for pk, public_id, domain in made_of[:LETTERS_LOOKED_AT]:
            if message_id(public_id, domain, pk) == report.message_id:
                return int(pk)
    return None


def _apply(report: Report, message_pk: int, at: datetime) -> Received:
    if report.kind == Kind.COMPLAINT:
        return was_not_wanted(message_pk, report.feedback, at)
    address = Message.objects.filter(pk=message_pk).values_list("address", flat=True).first()
    if address is None:
        return Received.FORGOTTEN
    told, is_own = _told(report, address)
    answer = _answer(told)
    if told.action == Action.FAILED:
        return came_back(message_pk, answer, at, about_the_address=is_own and _blames_the_address(told))
    return is_late(message_pk, answer, at) if told.action == Action.DELAYED else Received.DELIVERED


def _told(report: Report, address: str) -> tuple[Recipient, bool]:
    """What a report says of an address, and whether it names that address.

    Where it names only others, the letter was sent on: that is another mailbox's fault, and counts as such.
    """
    own = [each for each in report.recipients if key(address) in {_written(each.final), _written(each.original)}]
    unnamed = [each for each in report.recipients if not each.final and not each.original]
    found = own or unnamed or list(report.recipients)
    return min(found, key=lambda each: _WORST_FIRST.index(each.action)), bool(own or unnamed)


def _written(address: str) -> str:
    """An address of a report as ours are kept, so that they can be compared."""
    try:
        return key(normal(address))
    except Malformed:
        return key(address)


def _answer(told: Recipient) -> str:
    """The server's words with the status before them, where they do not say it themselves."""
    if is_general(told.status) or told.status == enhanced_status(told.diagnostic):
        return told.diagnostic or told.status
    return f"{told.status} {told.diagnostic}".strip()


def _blames_the_address(told: Recipient) -> bool:
    """The verdict on a report. It does not say at which command it was refused: only the words can."""
    code = smtp_code(told.diagnostic) or int(told.status[:1] or "5") * 100 + 50
    return is_about_the_address(code, _answer(told), speaks_of_a_mailbox(told.diagnostic))


@transaction.atomic
def note_refusal(address: str, code: int, answer: str, at_recipient: bool, at: datetime) -> None:
    """Note that a server refused a letter for good; suppress the address where that is its own fault.

    ``at_recipient`` says that it was in answer to RCPT; ``code`` is 0 where there was none.
    """
    words = one_line(answer, 490)
    if code and not words.startswith(str(code)):
        words = f"{code} {words}".strip()
    AddressEntry.objects.create(address=key(address), at=at, verb=AddressVerb.REFUSED, detail=words)
    if is_about_the_address(code, answer, at_recipient):
        suppress(address, Cause.REFUSAL, words, at)
