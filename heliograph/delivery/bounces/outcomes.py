"""What is known of a letter after it was sent, and what follows: one function for each, all safe to call twice.

Reports from a mailbox (``receiving``) and from a provider (``providers``) end here.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from heliograph.delivery.addresses import key
from heliograph.delivery.bounces.streaks import TOO_MANY, came_back_in_a_row
from heliograph.delivery.letters import one_line
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import AddressEntry, Message
from heliograph.delivery.preferences import choices, choose
from heliograph.delivery.states import AddressVerb, Cause, Choice, MessageState
from heliograph.delivery.suppressing import suppress
from heliograph.delivery.topics import topic

LONGEST_ANSWER = 350
LONGEST_TITLE = 140


class Received(StrEnum):
    """What a mail to the bounce address, or an event of a provider, was."""

    BOUNCED = "a letter came back"
    DELAYED = "a letter is late"
    DELIVERED = "a letter arrived"
    COMPLAINED = "a letter was not wanted"
    AUTOMATIC = "an automatic answer"
    FORGOTTEN = "about a letter that is no longer on record"
    TOO_EARLY = "about a letter that a sender has not written down yet"
    NOT_OURS = "no report on a letter of ours"
    UNREADABLE = "unreadable"


@transaction.atomic
def came_back(message_pk: int, answer: str, at: datetime, *, about_the_address: bool) -> Received:
    """Note that a letter came back; suppress its address where that is its fault, or the third letter in a row.

    A letter that has been given back to the queue meanwhile stays there: only what was sent can have come back.
    """
    message = _locked(message_pk)
    if message is None:
        return Received.FORGOTTEN
    if message.state == MessageState.LEASED:
        return Received.TOO_EARLY
    if message.state != MessageState.BOUNCED and _note_once(message, AddressVerb.BOUNCED, answer, at):
        if message.state == MessageState.SENT:
            message.state, message.answer = MessageState.BOUNCED, one_line(answer, 500)
            message.save(update_fields=["state", "answer"])
        _judge(message.address, answer, at, about_the_address)
    return Received.BOUNCED


def _judge(address: str, answer: str, at: datetime, about_the_address: bool) -> None:
    if about_the_address:
        suppress(address, Cause.BOUNCE, one_line(answer, 500), at)
    elif came_back_in_a_row(address, at) >= TOO_MANY:
        suppress(address, Cause.BOUNCE, one_line(f"three letters in a row came back: {answer}", 500), at)


@transaction.atomic
def is_late(message_pk: int, answer: str, at: datetime) -> Received:
    """Note that a letter waits on some server; that changes nothing else."""
    message = _locked(message_pk)
    if message is None:
        return Received.FORGOTTEN
    if message.state != MessageState.BOUNCED:
        _note_once(message, AddressVerb.DELAYED, answer, at)
    return Received.DELAYED


@transaction.atomic
def was_not_wanted(message_pk: int, detail: str, at: datetime) -> Received:
    """Note a complaint: no more letters of the topic, and none at all until somebody lifts that."""
    message = _locked(message_pk)
    if message is None:
        return Received.FORGOTTEN
    if _note_once(message, AddressVerb.COMPLAINED, detail, at):
        _choose_never(message, at, "")
        suppress(message.address, Cause.COMPLAINT, one_line(detail, 500), at)
    return Received.COMPLAINED


@transaction.atomic
def was_unsubscribed(message_pk: int, actor: str, at: datetime) -> Received:
    """Let the reader of a letter have no more of its topic, as a provider was told; ``actor`` is the provider."""
    message = _locked(message_pk)
    if message is None:
        return Received.FORGOTTEN
    _choose_never(message, at, actor)
    return Received.COMPLAINED


def _choose_never(message: Message, at: datetime, actor: str) -> None:
    about = topic(message.mailing.topic)
    if Choice.NEVER in choices(about):
        choose(Subscription(message.address, about.slug), Choice.NEVER, at, actor)


def _locked(message_pk: int) -> Message | None:
    rows = Message.objects.select_for_update(of=("self",)).select_related("mailing")
    found: Message | None = rows.filter(pk=message_pk).first()
    return found


def _note_once(message: Message, verb: AddressVerb, answer: str, at: datetime) -> bool:
    """A line in the address's log; False where the same was noted of this letter before."""
    title = one_line(message.mailing.title, LONGEST_TITLE)
    detail = f"{one_line(answer, LONGEST_ANSWER)} ({title})".lstrip()
    said = AddressEntry.objects.filter(address=key(message.address), verb=verb, detail=detail)
    known = message.sent_at is not None and said.filter(at__gte=message.sent_at).exists()
    if not known:
        AddressEntry.objects.create(address=key(message.address), at=at, verb=verb, detail=detail)
    return not known
