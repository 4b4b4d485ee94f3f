"""When something of a conference is: on the clock of its place, and on the reader's where that shows another time.

Elsewhere on the site the reader's own time comes first. A conference has a place: who reads its programme stands in
its halls or is on the way there, and goes by the clocks that hang on their walls. So the time of the place comes first
there, and the reader's, for who joins from afar, beneath. Where a conference has no place it is the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from heliograph.conference.models import Conference
from heliograph.frame.reader import Reader
from heliograph.moments.locales import join, write_brief_day, write_clock, write_day, zone_label
from heliograph.moments.stored import day_in
from heliograph.moments.zones import zone_info
from heliograph.texts.multilingual import texts_of


@dataclass(frozen=True)
class Clocks:
    """``zone`` is that by which days are parted, ``other`` the one that is written beneath, None where none is."""

    zone: str
    other: str | None
    language: str

    @classmethod
    def of(cls, conference: Conference, reader: Reader) -> Clocks:
        """As a reader of a conference's programme needs them."""
        there, own = conference.zone, reader.zone or conference.zone
        first, second = (there, own) if is_on_site(conference) else (own, there)
        return cls(first, second if second != first else None, reader.language)

    @property
    def name(self) -> str:
        """Of the zone by which days are parted: “Shanghai time”."""
        return zone_label(self.zone, self.language)

    def day(self, at: datetime) -> date:
        """On which day something begins."""
        return day_in(at, self.zone)

    def clock(self, begins: datetime, ends: datetime) -> str:
        """From when to when: “09:00–09:45”."""
        return self._clock(begins, ends, self.zone)

    def until(self, ends: datetime) -> str:
        """When something ends: “until 09:45”."""
        return _("until %(clock)s") % {"clock": write_clock(ends.astimezone(zone_info(self.zone)), self.language)}

    def beneath(self, begins: datetime, ends: datetime) -> str:
        """The same in the other zone, with its day where that is another: empty where both show the same."""
        if self.other is None:
            return ""
        words = self._clock(begins, ends, self.other)
        if (day := day_in(begins, self.other)) != self.day(begins):
            words = join(write_brief_day(day, self.language), words, self.language)
        elif words == self.clock(begins, ends):
            return ""
        return f"{words} ({zone_label(self.other, self.language)})"

    def whole(self, begins: datetime, ends: datetime) -> str:
        """Day, clock and zone: “Tuesday, 31 March 2026, 09:00–09:45 (Shanghai time)”."""
        words = join(write_day(self.day(begins), self.language), self.clock(begins, ends), self.language)
        return f"{words} ({self.name})"

    def _clock(self, begins: datetime, ends: datetime, zone: str) -> str:
        first, last = (write_clock(each.astimezone(zone_info(zone)), self.language) for each in (begins, ends))
        return f"{first}–{last}"


def is_on_site(conference: Conference) -> bool:
    """Whether there is a place to which people go."""
    return bool(texts_of(conference.place) or conference.address or conference.country)
