"""From what is written to calendar days: the year chosen, impossible days, the extent of what is vague."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import Warned, Warning
from heliograph.bulletin.importing.reading.context import ReadingContext
from heliograph.bulletin.importing.reading.naming import day_name, weekday_name
from heliograph.bulletin.importing.reading.years import choose
from heliograph.moments.precision import Precision
from heliograph.moments.recognise import DateFound, Day


@dataclass(frozen=True)
class Days:
    """First and last calendar day of a mention; None where no day can be had."""

    first: date | None
    last: date | None
    warnings: tuple[Warning, ...] = ()
    assumed: bool = False


def _with_year(
    found: DateFound, context: ReadingContext, own: tuple[int, ...], past: bool, text: str
) -> tuple[DateFound, tuple[Warning, ...]]:
    first = found.first
    if first.year is not None or first.month is None:
        return found, ()
    chosen = choose(first, context, own, past)
    if chosen is None:
        return found, (
            Warning(Warned.YEAR_MISSING, _("The year is missing, and nothing in the bulletin says which it is."), text),
        )
    message = _("The year is missing; %(year)s was taken (%(reason)s).") % {
        "year": chosen.year,
        "reason": chosen.reason,
    }
    filled = Day(first.day, first.month, chosen.year, first.weekday)
    last = found.last
    if last is not None and last.year is None:
        after = (last.month or 0, last.day or 0) < (first.month, first.day or 0)
        last = Day(last.day, last.month, chosen.year + 1 if after else chosen.year, last.weekday)
    other = Day(found.other.day, found.other.month, chosen.year) if found.other else None
    complete = DateFound(
        found.start, found.end, filled, last, found.precision, found.part, other, found.joined, found.edge
    )
    return complete, (Warning(Warned.YEAR_MISSING, message, text),)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def week_of_month(year: int, month: int, part: int) -> date:
    """The Monday of a month's n-th week: the n-th Monday; the last Monday for -1."""
    if part == -1:
        last = _month_end(year, month)
        return last - timedelta(days=last.weekday())
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (part - 1))


def _week(found: DateFound, year: int, month: int) -> tuple[date, date]:
    if found.first.day is not None:
        day = date(year, month, found.first.day)
        start = day - timedelta(days=day.weekday())
    else:
        start = week_of_month(year, month, found.part)
    return start, start + timedelta(days=6)


def _third(found: DateFound, year: int, month: int) -> tuple[date, date]:
    begins = {1: 1, 2: 11, 3: 21}[found.part]
    ends = {1: 10, 2: 20}.get(found.part, _month_end(year, month).day)
    return date(year, month, begins), date(year, month, ends)


def extent(found: DateFound, year: int) -> tuple[date, date]:
    """First and last day of a moment coarser than a day."""
    month = found.first.month or 1
    if found.precision is Precision.WEEK:
        return _week(found, year, month)
    if found.precision is Precision.TEN_DAYS:
        return _third(found, year, month)
    if found.precision is Precision.HALF_MONTH:
        return (
            (date(year, month, 1), date(year, month, 15))
            if found.part == 1
            else (date(year, month, 16), _month_end(year, month))
        )
    if found.precision is Precision.HALF_YEAR:
        return (date(year, 1, 1), date(year, 6, 30)) if found.part == 1 else (date(year, 7, 1), date(year, 12, 31))
    last = found.last or found.first
    return date(year, month, 1), _month_end(last.year or year, last.month or month)


def _impossible(day: Day, text: str) -> tuple[Warning, ...]:
    message = _("There is no day %(day)s in that month. Say which day is meant.") % {"day": day.day}
    return (Warning(Warned.IMPOSSIBLE_DATE, message, text),)


def _weekday(day: Day, on: date, text: str) -> tuple[Warning, ...]:
    if day.weekday is None or on.weekday() == day.weekday:
        return ()
    names = {"day": day_name(on), "right": weekday_name(on.weekday()), "written": weekday_name(day.weekday)}
    message = _("%(day)s is a %(right)s, not a %(written)s.") % names
    return (Warning(Warned.WEEKDAY_MISMATCH, message, text),)


def _ambiguous(found: DateFound, text: str) -> tuple[Warning, ...]:
    if found.other is None or found.other.year is None or found.first.year is None:
        return ()
    taken, other = found.first.on(found.first.year), found.other.on(found.other.year)
    if taken is None or other is None:
        return ()
    message = _("This can be %(taken)s or %(other)s; %(taken)s was taken.") % {
        "taken": day_name(taken),
        "other": day_name(other),
    }
    return (Warning(Warned.AMBIGUOUS_DATE, message, text),)


def days_of(found: DateFound, context: ReadingContext, own: tuple[int, ...], past: bool, text: str) -> Days:
    """The calendar days of a date as found, with the warnings they need."""
    if found.incomplete:
        return Days(
            None, None, (Warning(Warned.DATE_INCOMPLETE, _("The day has no month. Say which day is meant."), text),)
        )
    if not found.first.exists() and found.precision is Precision.DAY:
        return Days(None, None, _impossible(found.first, text))
    found, warnings = _with_year(found, context, own, past, text)
    assumed = bool(warnings)
    if found.first.year is None:
        return Days(None, None, warnings)
    if found.precision is not Precision.DAY:
        return Days(*extent(found, found.first.year), warnings, assumed)
    first = found.first.on(found.first.year)
    last = found.last.on(found.last.year or found.first.year) if found.last else None
    if first is None or (found.last and last is None):
        return Days(
            first, None, (*warnings, *_impossible(found.first if first is None else found.last or found.first, text))
        )
    warnings += (*_weekday(found.first, first, text), *_ambiguous(found, text))
    if found.last and last:
        warnings += _weekday(found.last, last, text)
    return Days(first, last, warnings, assumed)
