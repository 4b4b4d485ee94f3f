"""What the recogniser finds in a text: days, clock times, zones, and words that leave a moment open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from heliograph.moments.precision import Precision


@dataclass(frozen=True)
class Day:
    """A calendar day as written: whatever the text does not give is None; ``weekday`` counts from Monday = 0."""

    day: int | None
    month: int | None
    year: int | None = None
    weekday: int | None = None

    def on(self, year: int) -> date | None:
        """The day in a year; None where the calendar has no such day."""
        try:
            return date(year, self.month or 0, self.day or 1)
        except ValueError:
            return None

    def exists(self) -> bool:
        """Whether any year has this day."""
        return self.on(self.year or 2024) is not None


@dataclass(frozen=True)
class DateFound:
    """A date or a range of days; ``part`` counts weeks, thirds or halves where the precision is coarser than a day.

    ``last`` closes a range. ``other`` is the second reading of an ambiguous numeric date. ``joined`` is true where a
    conjunction ties it to the date found before it. ``edge`` is "end" or "start" for "the end of March".
    """

    start: int
    end: int
    first: Day
    last: Day | None = None
    precision: Precision = Precision.DAY
    part: int = 0
    other: Day | None = None
    joined: bool = False
    edge: str = ""

    @property
    def incomplete(self) -> bool:
        return self.first.month is None

    def until(self, last: Day, end: int) -> DateFound:
        return replace(self, last=last, end=end)


@dataclass(frozen=True)
class Clock:
    """Minutes since the day began, 0 to 1439; ``midnight`` where the end of a day is meant or may be meant."""

    minute: int
    midnight: bool = False


@dataclass(frozen=True)
class TimeFound:
    """A clock time or two; ``fault`` holds words that no clock shows, ``unreadable`` where they give no time at all."""

    start: int
    end: int
    first: Clock
    last: Clock | None = None
    fault: str = ""
    unreadable: bool = False


@dataclass(frozen=True)
class ZoneFound:
    """A zone by name (``zone``), by abbreviation or by offset; a bare town is one only beside a clock time."""

    start: int
    end: int
    zone: str | None = None
    abbreviation: str = ""
    bare: bool = False


@dataclass(frozen=True)
class OpenFound:
    """Words that say that something will be told later; ``about_date`` where it is the day itself."""

    start: int
    end: int
    about_date: bool


@dataclass(frozen=True)
class Findings:
    """Everything found in one text, each list in the order of the text."""

    dates: tuple[DateFound, ...] = ()
    times: tuple[TimeFound, ...] = ()
    zones: tuple[ZoneFound, ...] = ()
    open: tuple[OpenFound, ...] = ()
    folded: str = field(default="", repr=False)
