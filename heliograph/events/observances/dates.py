"""When an observance is marked: its days in a year, and those that come next. Days have no zone: each where one is."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol, cast

from dateutil.rrule import rrule, rrulestr

Days = tuple[date, date]

#: Years that are looked through for the next days: 29 February skips seven, the rarest rule known takes every fifth.
_AHEAD = 12
_FIXED = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_YEARS = re.compile(r"(\d{4})(?:/(\d{4}))?", re.ASCII)
_PART = re.compile(r"[A-Z]+=[A-Z0-9+,-]+", re.ASCII)
#: Parts of a rule that a day of the year can have; those of hours, and rules finer than years, are none.
_PARTS = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYSETPOS", "BYWEEKNO", "WKST"})
_DAYS_AT_MOST = 366


class Ruled(Protocol):
    """What is asked of an observance here."""

    rule: str
    days: int
    since_year: int | None


class Misruled(ValueError):
    """A rule that is none; its one argument says for which of ``fixed``, ``rule``, ``years``, ``days``, ``since``."""


def days_of(observance: Ruled, year: int) -> list[Days]:
    """The first and the last day (included) of each time at which it begins in a year, in order.

    A year or a decade is marked once, from 1 January of its first year; before ``since_year`` nothing is marked.
    """
    return list(_days(observance.rule, observance.days, observance.since_year, year))


def next_of(observance: Ruled, today: date) -> Days | None:
    """The time that has begun and is not over on a day, else the soonest to come; None where none is."""
    if (years := _years(observance.rule)) is not None:
        return years if years[1] >= today else None
    first = (today - timedelta(days=max(observance.days, 1))).year
    for year in range(first, min(today.year + _AHEAD, date.max.year) + 1):
        for days in _days(observance.rule, observance.days, observance.since_year, year):
            if days[1] >= today:
                return days
    return None


def check(observance: Ruled) -> None:
    """Raise Misruled where the rule says no days."""
    rule = observance.rule
    if not 1 <= observance.days <= _DAYS_AT_MOST:
        raise Misruled("days")
    if _YEARS.fullmatch(rule):
        if _years(rule) is None:
            raise Misruled("years")
        return
    if _FIXED.fullmatch(rule):
        if _fixed(rule, 2000) is None:  # a leap year: 29 February is a day
            raise Misruled("fixed")
        return
    _check_recurrence(rule, observance.since_year)


def _check_recurrence(rule: str, since_year: int | None) -> None:
    parts = rule.split(";")
    names = [part.partition("=")[0] for part in parts]
    told = all(_PART.fullmatch(part) for part in parts) and len(set(names)) == len(names)
    if not told or "FREQ=YEARLY" not in parts or not set(names) <= _PARTS or _never(parts):
        raise Misruled("rule")
    if "INTERVAL" in names and since_year is None:
        raise Misruled("since")
    try:
        found = _recurring(rule, since_year or 2000, since_year or 2000, _AHEAD)
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise Misruled("rule") from error
    if not found:
        raise Misruled("rule")


def _never(parts: list[str]) -> bool:
    """Whether the rule repeats every noughtieth year, which is looked for without end."""
    return any(part.startswith("INTERVAL=") and not part.removeprefix("INTERVAL=").strip("0") for part in parts)


@lru_cache(maxsize=8192)
def _days(rule: str, lasting: int, since_year: int | None, year: int) -> tuple[Days, ...]:
    if (years := _years(rule)) is not None:
        return (years,) if years[0].year == year else ()
    if since_year is not None and year < since_year:
        return ()
    if _FIXED.fullmatch(rule):
        day = _fixed(rule, year)
        firsts = [] if day is None else [day]
    else:
        firsts = _recurring(rule, year if since_year is None else since_year, year, 1)
    more = timedelta(days=max(lasting, 1) - 1)
    return tuple((first, first + more) for first in firsts)


def _fixed(rule: str, year: int) -> date | None:
    """The day ``MM-DD`` of a year; None where the year has none."""
    month, day = (int(part) for part in rule.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(rule: str) -> Days | None:
    """All days of ``YYYY`` or ``YYYY/YYYY``; None where the rule is another or the years are none."""
    found = _YEARS.fullmatch(rule)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last else None


def _recurring(rule: str, since: int, year: int, years: int) -> list[date]:
    """The days of an RRULE value in so many years; one of every so many counts from 1 January of ``since``."""
    first = datetime(year, 1, 1)  # noqa: DTZ001 (days have no zone)
    start = datetime(since, 1, 1) if "INTERVAL=" in rule else first  # noqa: DTZ001 (as above)
    last = datetime(min(year + years - 1, date.max.year), 12, 31)  # noqa: DTZ001 (as above)
    found = cast("rrule", rrulestr(rule, dtstart=start)).replace(until=last)
    return [each.date() for each in found.between(first, last, inc=True)]
