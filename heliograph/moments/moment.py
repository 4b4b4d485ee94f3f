"""A moment: a point or a stretch of time as people write it, and the instants that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from heliograph.moments.precision import Precision
from heliograph.moments.zones import instant


@dataclass(frozen=True)
class Moment:
    """Local time in a zone with a precision.

    ``start`` and ``end`` are wall time in ``zone`` (an IANA name or ``UTC+02:00``): naive datetimes where the
    precision is the minute, dates (both days included) where it is coarser. ``start`` is None where nothing but
    ``words`` is known ("will be confirmed shortly").
    """

    start: date | datetime | None
    zone: str
    precision: Precision
    end: date | datetime | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if (self.start is None) != (self.precision is Precision.UNSETTLED):
            raise ValueError("a moment has a start unless it is to be confirmed")
        for wall in (self.start, self.end):
            if isinstance(wall, datetime) and wall.tzinfo is not None:
                raise ValueError("wall time has no zone of its own")
            if wall is not None and isinstance(wall, datetime) != (self.precision is Precision.MINUTE):
                raise ValueError("a minute-precise moment has clock times, a coarser one has days")

    @classmethod
    def read(cls, start: str | None, end: str | None, zone: str, precision: str, words: str = "") -> Moment:
        """From the form of the import's JSON: ``2026-01-15T09:30`` or ``2026-02-01``; else raises ValueError."""
        exact = Precision(precision) if start is not None else Precision.UNSETTLED
        return cls(_wall(start, exact), zone, exact, _wall(end, exact), words)

    def begins(self) -> datetime | None:
        """The UTC instant at which it begins: for a day, the start of that day in its zone."""
        if self.start is None:
            return None
        return instant(_clock(self.start), self.zone)

    def ends(self) -> datetime | None:
        """The UTC instant at which it is over: for a day, the end of the last day in its zone (the next midnight).

        A day-precise deadline closes then.
        """
        last = self.end or self.start
        if last is None:
            return None
        if isinstance(last, datetime):
            return instant(last, self.zone)
        return instant(_clock(last + timedelta(days=1)), self.zone)

    def is_over(self, now: datetime) -> bool:
        """Whether it is over at an aware instant; what is to be confirmed never is."""
        ends = self.ends()
        return ends is not None and ends <= now.astimezone(UTC)


def _wall(words: str | None, precision: Precision) -> date | datetime | None:
    if words is None:
        return None
    return datetime.fromisoformat(words) if precision is Precision.MINUTE else date.fromisoformat(words)


def _clock(day: date | datetime) -> datetime:
    """A wall time; a day is its first minute."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min)
