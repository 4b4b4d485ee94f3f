"""A mention: one place in the text that speaks of one moment, before it is known what for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.bulletin.importing.source import Span
from heliograph.moments.recognise import DateFound, TimeFound, ZoneFound


@dataclass(frozen=True)
class Timing:
    """A clock time with the zones named for it, and the same instant as given for other places."""

    time: TimeFound
    zones: tuple[ZoneFound, ...] = ()
    others: tuple[Timing, ...] = ()
    struck: bool = False

    @cached_property
    def end(self) -> int:
        ends = [self.time.end, *(zone.end for zone in self.zones), *(other.end for other in self.others)]
        return max(ends)

    @cached_property
    def start(self) -> int:
        return min([self.time.start, *(zone.start for zone in self.zones)])


@dataclass(frozen=True)
class Mention:
    """A day, a clock time, or both; ``until`` is the second half of "from 5 March 9:00 to 7 March 17:00".

    ``governed`` is the number of the block whose date a bare clock time takes over.
    """

    sheet: Sheet
    date: DateFound | None
    timing: Timing | None = None
    until: Mention | None = None
    zones: tuple[ZoneFound, ...] = ()
    governed: int | None = None
    withdrawn: bool = False
    replaced: bool = False
    struck: bool = False

    @cached_property
    def start(self) -> int:
        starts = [self.date.start] if self.date and self.governed is None else []
        starts += [self.timing.start] if self.timing and self._own_timing() else []
        return min(starts) if starts else 0

    @cached_property
    def end(self) -> int:
        if self.until is not None:
            return self.until.end
        ends = [self.date.end] if self.date and self.governed is None else []
        ends += [self.timing.end] if self.timing and self._own_timing() else []
        return max(ends + [zone.end for zone in self.zones]) if ends else 0

    def _own_timing(self) -> bool:
        """A time shared by the days of a list belongs to the span of the last one only."""
        if self.date is None or self.governed is not None or self.timing is None:
            return True
        return abs(self.timing.start - self.date.end) < 80 or abs(self.date.start - self.timing.end) < 60

    @cached_property
    def sentence(self) -> Span:
        return self.sheet.sentence(self.start)

    @property
    def passage(self) -> str:
        """The exact words in the converted source's block."""
        return self.sheet.text[self.start : self.end]

    def with_timing(self, timing: Timing) -> Mention:
        return replace(self, timing=timing)
