"""Standing meetings: times made from the rule of an event, up to a horizon that the clock moves on.

The first of them is where the rule begins. Exceptions are rows: a time cancelled, or moved, keeps the place that the
rule gave it (``original_start``), and is never made again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.events.models import Event, Occurrence, OccurrenceEntry
from heliograph.events.scheduling import timing
from heliograph.events.scheduling.doors import changed_for_readers, held_event, hold_registration, log, saved
from heliograph.events.scheduling.repeating import Rule, instants, no_first, read_rule
from heliograph.events.scheduling.seats import are_taken
from heliograph.events.scheduling.snapshots import snapshot
from heliograph.events.states import Change, OccurrenceState
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: So far ahead the times of a standing meeting are rows.
HORIZON = timedelta(days=400)
#: What the times of a rule have from the first of them.
_ALIKE = (
    "label", "zone", "precision", "said", "mode", "place", "address", "join_link", "open_link", "languages", "captions",
    "interpretation", "rooms", "lines",
)  # fmt: skip


@transaction.atomic
def repeat(event: Event, rule: Rule, by: Person, at: datetime, reason: str = "") -> Event:
    """Have an event repeated by a rule from its first time on, or by another rule than before.

    Coming times that the new rule does not give are cancelled for a reason, which one letter tells, or go where nobody
    knows of them. Raises Refused.
    """
    held = held_event(event, by)
    hold_registration(held)
    first = _first(held) or _make_first(held)
    if held.recurrence != rule.text:
        held.recurrence = rule.text
        saved(held, at)
        log(held, "repeat", by, at)
    drop(_coming(held, at).exclude(original_start__in=_wanted(held, first, at)), reason, uuid4(), by, at)
    make(held, first, at)
    changed_for_readers()
    return held


@transaction.atomic
def end_on(event: Event, day: date, by: Person, at: datetime, reason: str = "") -> Event:
    """Have an event not repeated after a day, in the zone of its times; the reason is told. Raises Refused."""
    first = _first(event)
    if first is None or not event.recurrence:
        raise Refused("not-repeated", _("This event is not repeated."))
    return repeat(event, read_rule(event.recurrence).until(day, first.zone), by, at, reason)


def _first(event: Event) -> Occurrence | None:
    """The time with which the rule begins, wherever it was moved to."""
    return of_rule(event).order_by("original_start").first()


def of_rule(event: Event) -> QuerySet[Occurrence]:
    """The times that the present rule gives, or gave."""
    return event.occurrences.filter(uid=event.series_uid).exclude(original_start=None)


def _coming(event: Event, at: datetime) -> QuerySet[Occurrence]:
    return of_rule(event).filter(original_start__gt=at)


def _make_first(event: Event) -> Occurrence:
    """The time that becomes the first of the rule: the earliest one that is certain."""
    confirmed = event.occurrences.filter(state=OccurrenceState.CONFIRMED, start__isnull=False)
    first: Occurrence | None = confirmed.select_for_update(of=("self",)).order_by("start", "pk").first()
    if first is None:
        raise no_first()
    first.original_start, first.uid = first.start, event.series_uid
    first.sequence += 1
    first.save(update_fields=["original_start", "uid", "sequence"])
    return first


def _wanted(event: Event, first: Occurrence, at: datetime) -> list[datetime]:
    assert first.original_start is not None
    return instants(read_rule(event.recurrence), first.original_start, first.zone, at + HORIZON)


def make(event: Event, first: Occurrence, at: datetime) -> list[Occurrence]:
    """Make rows for what the rule gives and is not there yet. Three statements."""
    rows = of_rule(event)
    there = set(rows.values_list("original_start", flat=True))
    pattern = rows.exclude(state=OccurrenceState.CANCELLED).order_by("-original_start").first() or first
    missing = [start for start in _wanted(event, first, at) if start not in there]
    made = Occurrence.objects.bulk_create([_row(event, first, pattern, start, at) for start in missing])
    OccurrenceEntry.objects.bulk_create([_entry(each, at) for each in made])
    return made


def _row(event: Event, first: Occurrence, pattern: Occurrence, start: datetime, at: datetime) -> Occurrence:
    alike = {name: getattr(pattern, name) for name in _ALIKE}
    return Occurrence(
        **{**alike, "zone": first.zone},
        event=event,
        start=start,
        end=_end(first, start),
        original_start=start,
        uid=event.series_uid,
        changed_at=at,
    )


def _end(first: Occurrence, start: datetime) -> datetime | None:
    """As long after the start as it was the first time, also in a night in which the clocks change."""
    if first.end is None or first.start is None:
        return None
    return start + (first.end - first.start)


def _entry(made: Occurrence, at: datetime) -> OccurrenceEntry:
    after: dict[str, Any] = {name: snapshot(made)[name] for name in ("state", "start", "end")}
    return OccurrenceEntry(occurrence=made, at=at, change=Change.MADE, after=after, told_at=at)


def drop(times: QuerySet[Occurrence], reason: str, act: UUID, by: Person, at: datetime) -> None:
    """Let go times that the rule does not give any more and that are still to come."""
    for row in times.exclude(state=OccurrenceState.CANCELLED).select_related("event__registration").order_by("pk"):
        if timing.is_over(row, at):
            continue
        if row.event.published_at is None and not are_taken(row):
            row.delete()
        else:
            timing.cancel(row, reason.strip() or _("The meeting is not repeated then any more."), by, at, act)


@transaction.atomic
def extend(event: Event, at: datetime) -> list[Occurrence]:
    """Make the times that have come within the horizon; returns them. For the clock; safe to run twice."""
    held = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    first = _first(held)
    if first is None or not held.recurrence:
        return []
    made = make(held, first, at)
    if made:
        changed_for_readers()
    return made


def extend_all(at: datetime) -> int:
    """Make what has come within the horizon of every standing meeting; returns how many times were made."""
    return sum(len(extend(event, at)) for event in Event.objects.exclude(recurrence="").order_by("pk"))
