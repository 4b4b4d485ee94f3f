"""What is due on a morning: which calls remind the people of which zones, by which of their rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.models import Call, Deadline, Extension
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.reminders.models import MOST_DAYS, ReminderRule
from heliograph.calls.reminders.mornings import clock, days_left, mornings, zones
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.frame.reader import valid_zone

BATCH = 500
#: Beyond this no rule of any zone reaches.
_REACH = timedelta(days=MOST_DAYS + 3)


@dataclass(frozen=True)
class Due:
    """A call that closes for some people in so many days: those of ``zones``, or those named by primary key."""

    call: Call
    days: int
    day: date
    closes: datetime
    zones: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()


def reminding(at: datetime) -> CallQuerySet:
    """The published calls that have a rule, with what is needed to say when they remind."""
    rule = ReminderRule.objects.filter(call=OuterRef("pk"), on=True)
    calls = Call.objects.filter(Exists(rule), status=CallStatus.PUBLISHED)
    return calls.select_related("programme", "audience").dated().prefetch_related("reminder_rules")


def rules_on(call: Call) -> frozenset[int]:
    """The days before closing on which a call reminds. No query where its rules were prefetched."""
    return frozenset(rule.days for rule in call.reminder_rules.all() if rule.on)


def was_announced(call: Call, dates: Dates, day: date, zone: str) -> bool:
    """Whether people could answer before a day of a zone: nobody is reminded of what he has just been told."""
    published = call.published_at or call.created_at
    begins = max(published, dates.opens_at) if dates.opens_at else published
    return dates.begun(begins) and begins.astimezone(clock(zone)).date() < day


def due_for_all(slot: datetime, at: datetime) -> Iterator[Due]:
    """By the date of everybody; one for each call and rule."""
    soon = Deadline.objects.current().filter(
        call=OuterRef("pk"), kind=DeadlineKind.CLOSES, until__gt=at, until__lte=slot + _REACH
    )
    here = mornings(slot)
    for call in reminding(at).filter(Exists(soon)).order_by("pk"):
        dates = dates_of(call)
        closes = dates.until(DeadlineKind.CLOSES)
        assert closes is not None
        rules, found = rules_on(call), defaultdict[tuple[int, date], set[str]](set)
        for zone, day in here.items():
            if (days := days_left(closes, day, zone)) in rules and was_announced(call, dates, day, zone):
                found[days, day].add(zone)
        for (days, day), those in sorted(found.items()):
            yield Due(call, days, day, closes, frozenset(those))


def due_for_some(slot: datetime, at: datetime) -> Iterator[Due]:
    """By the dates of those who were given more time; a few hundred people at once."""
    here = mornings(slot)
    rows = longer().filter(until__gt=at, until__lte=slot + _REACH, call__in=reminding(at).values("pk"))
    there = rows.filter(of_zones(here, "person__zone"), person__is_active=True).order_by("call", "until", "pk")
    coming = there.values_list("call", "person", "person__zone", "until").iterator(chunk_size=BATCH)
    while part := list(islice(coming, BATCH)):
        yield from _of_part(part, here, at)


def _of_part(rows: Sequence[tuple[int, int, str, datetime]], here: dict[str, date], at: datetime) -> Iterator[Due]:
    calls = {call.pk: call for call in reminding(at).filter(pk__in={row[0] for row in rows})}
    found: dict[tuple[int, int, date, datetime], set[int]] = defaultdict(set)
    for pk, person, named, until in rows:
        zone = zone_of(named)
        call, day = calls[pk], here[zone]
        days = days_left(until, day, zone)
        if days in rules_on(call) and was_announced(call, dates_of(call), day, zone):
            found[pk, days, day, until].add(person)
    for (pk, days, day, until), people in sorted(found.items()):
        yield Due(calls[pk], days, day, until, people=frozenset(people))


def longer() -> QuerySet[Extension]:
    """The extensions that let a person answer after everybody else."""
    general = Deadline.objects.current().filter(
        call=OuterRef("call"), kind=DeadlineKind.CLOSES, until__lt=OuterRef("until")
    )
    return Extension.objects.filter(Exists(general), kind=DeadlineKind.CLOSES)


def zone_of(named: str) -> str:
    """The zone in which a person is written to, by what his record names."""
    return valid_zone(named) or settings.ORGANIZER_ZONE


def of_zones(names: Sequence[str] | dict[str, date] | frozenset[str], field: str = "zone") -> Q:
    """Those who are written to in one of some zones; who has none is, in the organizer's."""
    found = Q(**{f"{field}__in": sorted(names)})
    return found | ~Q(**{f"{field}__in": zones()}) if settings.ORGANIZER_ZONE in names else found
