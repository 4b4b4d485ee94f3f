"""A moment as a row keeps it, and the days and instants that it covers."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from heliograph.moments.precision import Precision


@dataclass(frozen=True)
class Stored:
    """Instants in UTC, IANA zone, precision; an instant that is not minute-precise begins its day in
    ``zone``.

    ``kind`` is deadline, event or tentative. ``words`` are those of the text that gave it.
    """

    kind: str
    start: datetime | None
    end: datetime | None
    zone: str
    precision: str = "minute"
    opens: datetime | None = None
    withdrawn: bool = False
    words: str = ""


def day_in(at: datetime, zone: str) -> date:
    """The calendar day of an instant in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _next_bound(day: date, bounds: tuple[int, ...]) -> date:
    """The first of ``bounds`` (days of a month) that is not before the day, else the end of the month."""
    return next((day.replace(day=bound) for bound in bounds if day.day <= bound), _end_of_month(day))


def span_start(day: date, precision: str) -> date:
    """The first day of the stretch in which a day is: its month …; a week is the one that begins then."""
    match precision:
        case Precision.TEN_DAYS:
            return day.replace(day=1 if day.day <= 10 else 11 if day.day <= 20 else 21)
        case Precision.HALF_MONTH:
            return day.replace(day=1 if day.day <= 15 else 16)
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.HALF_YEAR:
            return day.replace(month=1 if day.month <= 6 else 7, day=1)
    return day


def span_end(day: date, precision: str) -> date:
    """The last day that a moment beginning on ``day`` may mean: seven days for a week, the month's end for a
    month …
    """
    match precision:
        case Precision.WEEK:
            return day + timedelta(days=6)
        case Precision.TEN_DAYS:
            return _next_bound(day, (10, 20))
        case Precision.HALF_MONTH:
            return _next_bound(day, (15,))
        case Precision.MONTH:
            return _end_of_month(day)
        case Precision.HALF_YEAR:
            return day.replace(month=6, day=30) if day.month <= 6 else day.replace(month=12, day=31)
    return day


def covered(moment: Stored) -> tuple[date, date] | None:
    """The first and the last day that a moment covers in its own zone; None where no day is known."""
    if moment.start is None:
        return None
    first = day_in(moment.start, moment.zone)
    if moment.end is None:
        return first, span_end(first, moment.precision)
    last = day_in(moment.end, moment.zone)
    return first, _end_of_month(last) if moment.precision == Precision.MONTH else last


def closing(moment: Stored) -> datetime | None:
    """The instant (UTC) at which a moment is over: its end, or the end of its last day in its own zone."""
    days = covered(moment)
    if days is None or moment.precision == Precision.MINUTE:
        return moment.end or moment.start
    midnight = datetime.combine(days[1] + timedelta(days=1), datetime.min.time(), ZoneInfo(moment.zone))
    return midnight.astimezone(UTC)
