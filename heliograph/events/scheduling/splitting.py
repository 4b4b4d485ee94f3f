"""This time of a standing meeting and all that follow it are changed: from it on another rule takes over (RFC 5545,
THISANDFOLLOWING, by a series of its own).

What is past keeps its rule, which ends before, and its UID. The coming times are the same rows: who is registered for
one stays registered, and is told where it was moved to. They belong to the new series from then on; under which names
calendars have them still is kept (``Occurrence.former``), and letters take those entries back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.events.models import Event, Occurrence
from heliograph.events.scheduling import timing
from heliograph.events.scheduling.doors import changed_for_readers, held_event, held_time, log, saved
from heliograph.events.scheduling.recurring import HORIZON, drop, make, of_rule
from heliograph.events.scheduling.repeating import Rule, instants, read_rule
from heliograph.events.scheduling.several import Shift
from heliograph.events.states import OccurrenceState
from heliograph.moments.precision import Precision
from heliograph.moments.stored import day_in
from heliograph.moments.zones import zone_info
from heliograph.network.models import Person
from heliograph.network.states import Refused


@dataclass(frozen=True)
class Onwards:
    """How it goes on from a time: when that begins and ends now (aware), and the rule of those after it."""

    start: datetime
    end: datetime | None
    rule: Rule

    def at(self, place: datetime) -> dict[str, datetime | None]:
        """When one of the times begins and ends."""
        return {"start": place, "end": None if self.end is None else place + (self.end - self.start)}


@transaction.atomic
def change_following(occurrence: Occurrence, onwards: Onwards, reason: str, by: Person, at: datetime) -> Event:
    """Have a time of a rule, and all that follow it, take place otherwise. Raises Refused.

    Those that the new rule has no place for are cancelled. One that was moved by itself before stays where it is.
    """
    event = held_event(occurrence.event, by)
    held = held_time(occurrence, by)
    _check(event, held, at)
    assert held.original_start is not None
    following = list(of_rule(event).filter(original_start__gte=held.original_start).order_by("pk"))
    places = _places(held, following, onwards, at)
    _hand_over(event, held, onwards.rule, by, at)
    act = uuid4()
    for row in following:
        if (place := places.get(row.pk)) is not None:
            _carry(row, place, event.series_uid)
            if row.pk == held.pk or (row.start == row.original_start and row.state != OccurrenceState.CANCELLED):
                timing.change_time(row, onwards.at(place), by, at, reason, act=act)
    drop(Occurrence.objects.filter(pk__in=[row.pk for row in following if row.pk not in places]), reason, act, by, at)
    make(event, Occurrence.objects.get(pk=held.pk), at)
    changed_for_readers()
    return event


def _check(event: Event, held: Occurrence, at: datetime) -> None:
    if held.original_start is None or held.uid != event.series_uid or not event.recurrence:
        raise Refused("not-of-rule", _("This time does not come from the rule by which the meeting is repeated."))
    if held.state == OccurrenceState.CANCELLED:
        raise Refused("cancelled", _("This time is cancelled. Have it take place after all first."))
    if timing.is_over(held, at):
        raise Refused("over", _("This time is over. Choose the next one."))


def _places(held: Occurrence, following: Iterable[Occurrence], onwards: Onwards, at: datetime) -> dict[int, datetime]:
    """Where the new rule has each of the times, by primary key; without those for which it has no place.

    Each is moved as the first of them is: by so many days, to that hour.
    """
    wanted = set(instants(onwards.rule, onwards.start, held.zone, at + HORIZON))
    shift = _shift(held, onwards.start)
    moved = {row.pk: shift.to(row.original_start, held.zone) for row in following if row.original_start is not None}
    return {pk: place for pk, place in {**moved, held.pk: onwards.start}.items() if place in wanted}


def _shift(held: Occurrence, start: datetime) -> Shift:
    assert held.original_start is not None
    days = day_in(start, held.zone) - day_in(held.original_start, held.zone)
    clock = start.astimezone(zone_info(held.zone)).time() if held.precision == Precision.MINUTE else None
    return Shift(days.days, clock)


def _hand_over(event: Event, held: Occurrence, rule: Rule, by: Person, at: datetime) -> None:
    """End the present rule before a time, and have another give those from it on."""
    earlier = of_rule(event).filter(original_start__lt=held.original_start).order_by("-original_start").first()
    last = (earlier or held).original_start
    assert last is not None
    ended = read_rule(event.recurrence).until(day_in(last, held.zone), held.zone)
    event.former_rules = {**event.former_rules, str(event.series_uid): ended.text}
    event.series, event.recurrence = uuid4(), rule.text
    saved(event, at)
    log(event, "repeat", by, at)


def _carry(row: Occurrence, place: datetime, series: UUID) -> None:
    """Give a time its place in the new series. ``row`` stays as it was read."""
    assert row.original_start is not None
    former = [*row.former, [str(row.uid), row.original_start.isoformat()]]
    Occurrence.objects.filter(pk=row.pk).update(original_start=place, uid=series, former=former)
