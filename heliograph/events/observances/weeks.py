"""The days of one week that somebody follows, and who follows which of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from heliograph.calls.deadlines.concerned import readers
from heliograph.events.observances.dates import Days, days_of
from heliograph.events.observances.models import Observance, ObservanceFollower, ThemeFollower
from heliograph.events.observances.rules import of_the_main, visible_to
from heliograph.events.observances.shown import is_core
from heliograph.events.observances.states import LONG
from heliograph.network.circulars import Reading, reader_of, reads

#: So long before the week the letter about it is written.
AHEAD = timedelta(days=14)
_WEEK = timedelta(days=7)
_KEY = "events/days/"


@dataclass(frozen=True)
class Week:
    """A week from its Monday, and what is marked from a day of it on that has a follower, in order."""

    monday: date
    marked: tuple[tuple[Observance, Days], ...]

    @property
    def key(self) -> str:
        """The key of the mailing about it."""
        return f"{_KEY}{self.monday.isoformat()}"


def monday_ahead(at: datetime) -> date:
    """The Monday of the week that is written about in the week of ``at``, as days are with the organizer."""
    today = at.astimezone(ZoneInfo(settings.ORGANIZER_ZONE)).date()
    return today - timedelta(days=today.weekday()) + AHEAD


def monday_of_key(key: str) -> date | None:
    """The Monday of the week that a mailing is about; None for another mailing."""
    return date.fromisoformat(key.removeprefix(_KEY)) if key.startswith(_KEY) else None


def week_from(monday: date) -> Week:
    """What is marked in a week and followed, as everybody may see it. One query."""
    alone = Exists(ObservanceFollower.objects.filter(observance=OuterRef("pk")))
    by_theme = of_the_main() & Q(theme__in=ThemeFollower.objects.values("theme"))
    return Week(monday, tuple(marked_in(monday, visible_to(AnonymousUser()).filter(Q(alone) | by_theme))))


def marked_in(monday: date, rows: QuerySet[Observance]) -> list[tuple[Observance, Days]]:
    """The days and weeks among some that begin in a week, in order."""
    found = [(each, days) for each in rows.exclude(kind__in=LONG) for days in _in_week(each, monday)]
    return sorted(found, key=lambda one: (one[1], one[0].key))


def _in_week(observance: Observance, monday: date) -> Iterator[Days]:
    """Its first time that begins in a week, where there is one."""
    end = monday + _WEEK
    times = (days for year in sorted({monday.year, end.year}) for days in days_of(observance, year))
    yield from [days for days in times if monday <= days[0] < end][:1]


def followers(week: Week) -> QuerySet[Any]:
    """Who follows something of a week, as ``delivery.mailings.fill_along`` reads them.

    ``reading`` ends with the primary keys of what he follows of it (``read``). The week has something that is marked.
    """
    days = [observance for observance, _unused in week.marked]
    alone = ObservanceFollower.objects.filter(observance__in=days).values("person")
    themes = ThemeFollower.objects.filter(theme__in=_themes(days)).values("person")
    named = [Case(When(_follows(each), then=Value(f"{each.pk}.")), default=Value("")) for each in days]
    reading = Concat(reads("languages", "zone"), Value(" "), *named, output_field=TextField())
    people = readers((Q(pk__in=alone) | Q(pk__in=themes)) & Q(erased_at=None))
    found: QuerySet[Any] = people.annotate(reading=reading)
    return found


def _themes(days: Iterable[Observance]) -> set[str]:
    """The themes by which some of them are followed: the main ones are."""
    return {each.theme for each in days if is_core(each)}


def _follows(observance: Observance) -> Q:
    alone = Exists(ObservanceFollower.objects.filter(observance=observance, person=OuterRef("pk")))
    if not is_core(observance):
        return Q(alone)
    return Q(alone) | Q(Exists(ThemeFollower.objects.filter(theme=observance.theme, person=OuterRef("pk"))))


def read(reading: str) -> tuple[Reading, frozenset[int]]:
    """How a follower reads, and the primary keys of what he follows of the week."""
    how, _space, days = reading.rpartition(" ")
    return reader_of(how), frozenset(int(pk) for pk in days.split(".") if pk)
