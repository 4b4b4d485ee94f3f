"""Entries of the agenda on the days of their reader: as a list, and as the grid of a month."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from heliograph.events.agenda.sources import Entry
from heliograph.frame.reader import Reader
from heliograph.moments.locales import locale_of, write_clock, write_day, zone_label
from heliograph.moments.precision import Precision
from heliograph.moments.stored import covered, day_in
from heliograph.moments.wording import When
from heliograph.moments.zones import instant, zone_info

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """An entry for its reader."""

    entry: Entry
    when: When


@dataclass(frozen=True)
class Day:
    """A day of the list, in words and for machines, with what begins on it or goes on from before."""

    words: str
    iso: str
    lines: list[Line]
    is_today: bool


@dataclass(frozen=True)
class Mark:
    """An entry in a cell: its time on the reader's clock and on the organizer's, empty where it has none of its own."""

    entry: Entry
    clock: str
    there: str


@dataclass(frozen=True)
class Cell:
    """A day of the grid. ``words`` name it in full; ``inside``: it belongs to the month."""

    number: int
    words: str
    iso: str
    inside: bool
    is_today: bool
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven cells, under the names of the days of the week, each short and in full."""

    words: str
    names: list[tuple[str, str]]
    weeks: list[list[Cell]]


def midnight(day: date, zone: str) -> datetime:
    """The instant (UTC) at which a day begins in a zone."""
    return instant(datetime.combine(day, time()), zone)


def by_day(entries: Iterable[Entry], first: date, reader: Reader, zone: str, at: datetime) -> list[Day]:
    """Entries that have a day, in order, by the days of a zone; what began before ``first`` stands on it."""
    found: dict[date, list[Line]] = {}
    for entry in entries:
        if (days := days_of(entry, zone)) is not None:
            found.setdefault(max(days[0], first), []).append(Line(entry, entry.when(reader, at)))
    today = day_in(at, zone)
    return [Day(write_day(day, reader.language), day.isoformat(), found[day], day == today) for day in sorted(found)]


def undated(entries: Iterable[Entry], reader: Reader, at: datetime) -> list[Line]:
    """Those of which nobody knows the day yet."""
    return [Line(each, each.when(reader, at)) for each in entries if each.stored.start is None]


def days_of(entry: Entry, zone: str) -> tuple[date, date] | None:
    """The first and the last day of an entry as a reader in a zone counts them; None where its day is not known."""
    stored = entry.stored
    if stored.start is None:
        return None
    if stored.precision != Precision.MINUTE:
        return covered(stored)
    last = stored.end - timedelta(seconds=1) if stored.end and stored.end > stored.start else stored.start
    return day_in(stored.start, zone), day_in(last, zone)


def bounds(year: int, month: int, language: str) -> tuple[date, date]:
    """The first day of the grid of a month, and the day after its last."""
    weeks = _weeks(year, month, language)
    return weeks[0][0], weeks[-1][-1] + _DAY


def grid(entries: Sequence[Entry], year: int, month: int, reader: Reader, zone: str, at: datetime) -> Month:
    """The month with each entry on every day on which it takes place."""
    marks: dict[date, list[Mark]] = {}
    first, last = bounds(year, month, reader.language)
    for entry in entries:
        for number, day in enumerate(_each(entry, zone, first, last)):
            marks.setdefault(day, []).append(_mark(entry, reader, zone, begins=number == 0))
    today = day_in(at, zone)
    weeks = [
        [_cell(day, month, marks.get(day, []), reader.language, today) for day in week]
        for week in _weeks(year, month, reader.language)
    ]
    return Month(month_words(year, month, reader.language), _names(reader.language), weeks)


def month_words(year: int, month: int, language: str) -> str:
    """``February 2026``."""
    return f"{month_name(month, language)} {year}"


def month_name(month: int, language: str) -> str:
    """``February``."""
    return str(locale_of(language).months["stand-alone"]["wide"][month])


def _each(entry: Entry, zone: str, first: date, last: date) -> Iterator[date]:
    days = days_of(entry, zone)
    if days is None:
        return
    day, over = max(days[0], first), min(days[1], last - _DAY)
    while day <= over:
        yield day
        day += _DAY


def _mark(entry: Entry, reader: Reader, zone: str, *, begins: bool) -> Mark:
    stored = entry.stored
    if stored.start is None or stored.precision != Precision.MINUTE or not begins:
        return Mark(entry, "", "")
    here, there = (stored.start.astimezone(zone_info(each)) for each in (zone, stored.zone))
    other = here.utcoffset() != there.utcoffset()
    words = f"{write_clock(there, reader.language)} {zone_label(stored.zone, reader.language)}"
    return Mark(entry, write_clock(here, reader.language), words if other else "")


def _cell(day: date, month: int, marks: list[Mark], language: str, today: date) -> Cell:
    return Cell(day.day, write_day(day, language), day.isoformat(), day.month == month, day == today, marks)


@lru_cache(maxsize=256)
def _weeks(year: int, month: int, language: str) -> list[list[date]]:
    return Calendar(locale_of(language).first_week_day).monthdatescalendar(year, month)


def _names(language: str) -> list[tuple[str, str]]:
    locale = locale_of(language)
    short, full = locale.days["stand-alone"]["abbreviated"], locale.days["stand-alone"]["wide"]
    return [(short[number % 7], full[number % 7]) for number in range(locale.first_week_day, locale.first_week_day + 7)]
