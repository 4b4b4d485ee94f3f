"""A mailing's way: sealed, scheduled, started, paused, resumed, cancelled; each change with lock, rule, write and log.

Every function takes the moment and the name of who acts, empty where nobody does, returns False where that was so
before, and raises Refused where it cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heliograph.delivery.models import Mailing, MailingEntry, Message, Preference, Sender, Suppression
from heliograph.delivery.preferences import UNWANTED
from heliograph.delivery.progress import SILENCE
from heliograph.delivery.states import Choice, MailingState, MessageState, Refused
from heliograph.delivery.suppressing import SUPPRESSED
from heliograph.delivery.topics import topic

#: What should have happened longer ago than this asks a person instead of happening.
LONG_PAST = timedelta(hours=6)
LATE = gettext_noop("Its time is long past: nothing was running then. Look whether it should still go, and start it.")
STALE = gettext_noop(
    "Nothing has worked on it for hours. If this is a restored backup, a part of it may have been sent since. "
    "Look whether it should go on."
)

_PREPARED = (MailingState.FILLING, MailingState.READY, MailingState.SCHEDULED)
_GOING = (MailingState.SENDING, MailingState.SENT)


def asks(mailing: Mailing) -> bool:
    """Whether a mailing waits for a person's word: to be approved, or because it was held."""
    return mailing.state == MailingState.READY or bool(mailing.state == MailingState.PAUSED and mailing.trouble)


def _held(mailing_pk: int) -> Mailing:
    """The mailing's row, locked."""
    held: Mailing = Mailing.objects.select_for_update().get(pk=mailing_pk)
    return held


def _check(mailing: Mailing, *allowed: MailingState) -> None:
    if mailing.state not in allowed:
        sentence = _("This cannot be done now: the mailing is in the state “%(state)s”.")
        raise Refused("state", sentence % {"state": MailingState(mailing.state).label})


def _check_bulk(mailing: Mailing) -> None:
    if mailing.stream:
        raise Refused("stream", _("Single letters go as they come. You can pause them, nothing else."))


def _write(mailing: Mailing, verb: str, at: datetime, actor: str, changes: Mapping[str, Any], note: str = "") -> None:
    for name, value in changes.items():
        setattr(mailing, name, value)
    mailing.save(update_fields=list(changes))
    MailingEntry.objects.create(mailing=mailing, at=at, actor=actor[:250], verb=verb, note=note[:500])


@transaction.atomic
def seal(mailing_pk: int, at: datetime, actor: str) -> bool:
    """Let a mailing that is filled wait for its approval."""
    mailing = _held(mailing_pk)
    _check_bulk(mailing)
    if mailing.state == MailingState.READY:
        return False
    _check(mailing, MailingState.FILLING)
    _write(mailing, "seal", at, actor, {"state": MailingState.READY})
    return True


@transaction.atomic
def start(mailing_pk: int, at: datetime, actor: str) -> bool:
    """Approve a mailing: its messages go from now on, also one that was held because it was late."""
    mailing = _held(mailing_pk)
    _check_bulk(mailing)
    if mailing.state in _GOING:
        return False
    if mailing.state == MailingState.PAUSED and not mailing.trouble:
        raise Refused("paused", _("This mailing was paused by hand. Resume it."))
    _check(mailing, *_PREPARED, MailingState.PAUSED)
    _send(mailing, "start", at, actor)
    return True


def _send(mailing: Mailing, verb: str, at: datetime, actor: str, note: str = "") -> None:
    respect_choices(mailing)
    started = mailing.started_at or at
    changes = {"state": MailingState.SENDING, "started_at": started, "alive_at": at, "trouble": ""}
    _write(mailing, verb, at, actor, changes, note)


@transaction.atomic
def schedule(mailing_pk: int, when: datetime, at: datetime, actor: str) -> bool:
    """Let a mailing start by itself at ``when`` (aware), which must lie ahead; one scheduled gets the new time."""
    mailing = _held(mailing_pk)
    _check_bulk(mailing)
    _check(mailing, MailingState.READY, MailingState.SCHEDULED)
    if when <= at:
        raise Refused("past", _("This time is past. Choose a later one, or send the mailing now."))
    if mailing.state == MailingState.SCHEDULED and mailing.starts_at == when:
        return False
    note = when.astimezone(UTC).isoformat(timespec="minutes")
    _write(mailing, "schedule", at, actor, {"state": MailingState.SCHEDULED, "starts_at": when}, note)
    return True


@transaction.atomic
def unschedule(mailing_pk: int, at: datetime, actor: str) -> bool:
    """Let a scheduled mailing wait for its approval again."""
    mailing = _held(mailing_pk)
    if mailing.state == MailingState.READY:
        return False
    _check(mailing, MailingState.SCHEDULED)
    _write(mailing, "unschedule", at, actor, {"state": MailingState.READY, "starts_at": None})
    return True


@transaction.atomic
def pause(mailing_pk: int, at: datetime, actor: str, note: str = "") -> bool:
    """Stop a mailing for a while: what a sender holds already still goes, within seconds nothing more does."""
    mailing = _held(mailing_pk)
    if mailing.state == MailingState.PAUSED:
        return False
    _check(mailing, MailingState.SENDING)
    if mailing.urgent:
        raise Refused(
            "urgent", _("These letters answer what somebody has just done, signing in for instance. They always go.")
        )
    _write(mailing, "pause", at, actor, {"state": MailingState.PAUSED, "trouble": ""}, note)
    return True


@transaction.atomic
def resume(mailing_pk: int, at: datetime, actor: str, note: str = "") -> bool:
    """Let a paused mailing go on where it stopped."""
    mailing = _held(mailing_pk)
    if mailing.state == MailingState.SENDING:
        return False
    _check(mailing, MailingState.PAUSED)
    _send(mailing, "resume", at, actor, note)
    return True


@transaction.atomic
def cancel(mailing_pk: int, at: datetime, actor: str, note: str = "") -> bool:
    """End a mailing for good: what is sent is sent, what waits stays as it is and never goes."""
    mailing = _held(mailing_pk)
    _check_bulk(mailing)
    if mailing.state == MailingState.CANCELLED:
        return False
    if mailing.state == MailingState.SENT:
        raise Refused("sent", _("All letters of this mailing are sent; they cannot be called back."))
    changes = {"state": MailingState.CANCELLED, "finished_at": at, "starts_at": None, "trouble": ""}
    _write(mailing, "cancel", at, actor, changes, note)
    return True


def leave_out(mailing_pk: int, messages: QuerySet[Message], answer: str) -> int:
    """Let some messages of a mailing never go, for the reason in ``answer``; returns how many waited still."""
    waiting = messages.filter(mailing=mailing_pk, state__in=[MessageState.QUEUED, MessageState.HELD])
    rows = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    return Message.objects.filter(pk__in=rows).update(state=MessageState.SKIPPED, answer=answer)


def respect_choices(mailing: Mailing) -> int:
    """Set aside what waits for addresses suppressed since, or whose reader has chosen otherwise; returns how many.

    One statement for each reason, whatever the number of messages; none for a transactional topic.
    """
    if topic(mailing.topic).transactional:
        return 0
    said = Preference.objects.filter(topic=mailing.topic)
    gone = Suppression.objects.filter(lifted_at=None)
    return (
        _set_aside(mailing, gone, MessageState.SKIPPED, SUPPRESSED)
        + _set_aside(mailing, said.filter(choice=Choice.NEVER), MessageState.SKIPPED, UNWANTED)
        + _set_aside(mailing, said.filter(choice=Choice.DIGEST), MessageState.HELD, "")
    )


def _set_aside(mailing: Mailing, rows: QuerySet[Any], state: MessageState, answer: str) -> int:
    waiting = Message.objects.filter(mailing=mailing, state=MessageState.QUEUED).alias(small=Lower("address"))
    return waiting.filter(small__in=rows.values("address")).update(state=state, answer=answer)


def start_due(at: datetime) -> list[int]:
    """Start the scheduled mailings whose time has come, and return them; one whose time is long past is held."""
    due = Mailing.objects.filter(state=MailingState.SCHEDULED, starts_at__lte=at).order_by("starts_at", "pk")
    return [pk for pk in due.values_list("pk", flat=True) if _start_due(pk, at)]


@transaction.atomic
def _start_due(mailing_pk: int, at: datetime) -> bool:
    mailing = _held(mailing_pk)
    if mailing.state != MailingState.SCHEDULED or mailing.starts_at is None or mailing.starts_at > at:
        return False
    if mailing.starts_at < at - LONG_PAST:
        _hold(mailing, LATE, at)
        return False
    _send(mailing, "start", at, "")
    return True


def _hold(mailing: Mailing, trouble: str, at: datetime) -> None:
    _write(mailing, "hold", at, "", {"state": MailingState.PAUSED, "trouble": trouble}, trouble)


def hold_stale(at: datetime) -> list[int]:
    """Hold the mailings to many on which nothing has worked for long, and return them.

    A sender calls it before it takes its first message: only then is it sure that what was under way when a backup
    was made does not go on unasked. While senders are at work, what only waits for its turn is left alone.
    """
    if _at_work(at):
        return []
    stale = Mailing.objects.bulk().filter(_silent_since(at - LONG_PAST), state=MailingState.SENDING)
    return [pk for pk in stale.values_list("pk", flat=True) if _hold_stale(pk, at)]


def _silent_since(moment: datetime) -> Q:
    return Q(alive_at__lt=moment) | Q(alive_at=None, started_at__lt=moment)


def _at_work(at: datetime) -> bool:
    """Whether a sender worked within the time in question, beside those that have only just begun."""
    return Sender.objects.filter(alive_at__gte=at - LONG_PAST, started_at__lt=at - SILENCE).exists()


@transaction.atomic
def _hold_stale(mailing_pk: int, at: datetime) -> bool:
    mailing = _held(mailing_pk)
    seen = mailing.alive_at or mailing.started_at
    stale = mailing.state == MailingState.SENDING and seen is not None and seen < at - LONG_PAST
    if stale:
        _hold(mailing, STALE, at)
    return stale


@transaction.atomic
def finish(mailing_pk: int, at: datetime) -> bool:
    """Close a mailing of which no message is left; the first of several senders does it."""
    mailing = _held(mailing_pk)
    if mailing.state != MailingState.SENDING or mailing.messages.unfinished().exists():
        return False
    _write(mailing, "finish", at, "", {"state": MailingState.SENT, "finished_at": at, "trouble": ""})
    return True
