"""Moves the sample's dates by whole weeks, so that its bulletin is of the week in which it is started.

A source writes every date as a marker: ``{2026-02-01}``, ``{2026-01-15 weekday}``, ``{2026-03-31/2026-04-02 range}``.
A marker is replaced by the moved date in the words of the edition's language. Since the shift is a multiple of seven
days, weekdays stay true; the clock on the wall is never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from heliograph.sample.days import Day, next_days
from heliograph.sample.phrases import spell

#: The Monday of the week for which the bulletin was first written.
PRINTED_MONDAY = date(2026, 1, 12)

MARKER = re.compile(r"\{(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?(?: ([a-z-]+))?\}")
_DAY = re.compile(r"\{day ([1-3]) (name|date)\}")


def bulletin_monday(today: date, *, as_printed: bool = False) -> date:
    """The Monday of the sample bulletin's week: this week's, or the printed one."""
    return PRINTED_MONDAY if as_printed else today - timedelta(days=today.weekday())


@dataclass(frozen=True)
class Calendar:
    """How one edition writes its dates: moved by ``shift``, a whole number of weeks, in a language (BCP 47 tag)."""

    shift: timedelta
    language: str
    days: tuple[Day, ...]

    def move(self, printed: date) -> date:
        """Where a printed date stands now."""
        return printed + self.shift

    def write(self, text: str) -> str:
        """The text with every marker replaced. Raises ValueError on a marker of an unknown form."""
        return _DAY.sub(self._day, MARKER.sub(self._marker, text))

    def _marker(self, found: re.Match[str]) -> str:
        first = self.move(date.fromisoformat(found[1]))
        last = self.move(date.fromisoformat(found[2])) if found[2] else first
        return spell(first, last, found[3] or "day", self.language)

    def _day(self, found: re.Match[str]) -> str:
        day = self.days[int(found[1]) - 1]
        return day.names[self.language] if found[2] == "name" else spell(day.on, day.on, "day", self.language)


def calendar(today: date, language: str) -> Calendar:
    """The calendar of an edition for the week of ``today``; its international days are the next three."""
    monday = bulletin_monday(today)
    return Calendar(monday - PRINTED_MONDAY, language, next_days(monday + timedelta(days=7)))
