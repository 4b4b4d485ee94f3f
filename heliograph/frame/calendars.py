"""Moments as an iCalendar object (RFC 5545, with the names of RFC 7986): what every calendar of the site has alike.

A minute-precise moment keeps its own zone by TZID with a VTIMEZONE; a day-precise one is a DATE. The UID of a moment
never changes; its SEQUENCE grows with each change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vText, vUri

from heliograph.moments.stored import Stored

#: The content type of what ``finish`` gives.
CONTENT_TYPE = "text/calendar; charset=utf-8"
_REFRESH = timedelta(hours=12)
#: How many days a tentative moment may take up, by its precision; a longer one is not a calendar entry.
_SPANS = {"day": 1, "week": 7, "ten-days": 10}


@dataclass(frozen=True)
class Entry:
    """What stands in a calendar of one moment. ``stamp`` (UTC) is when it was last changed; ``url`` its page."""

    uid: str
    sequence: int
    summary: str
    stored: Stored
    url: str
    stamp: datetime

    @property
    def status(self) -> str:
        """What was taken back is told as cancelled, so that calendars take it out."""
        if self.stored.withdrawn:
            return "CANCELLED"
        return "TENTATIVE" if self.stored.kind == "tentative" else "CONFIRMED"

    @property
    def transp(self) -> str:
        """Whether it takes up time: an event does, a date by which something is due does not."""
        return "OPAQUE" if self.stored.kind == "event" else "TRANSPARENT"


def is_entry(stored: Stored) -> bool:
    """Whether a moment can stand in a calendar: its day, or a period of days, is known."""
    return stored.start is not None and (stored.precision == "minute" or stored.precision in _SPANS)


def begin(name: str, prodid: str) -> Calendar:
    """An empty calendar with a name that its reader sees."""
    calendar = Calendar()
    calendar.add("prodid", prodid)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    return calendar


def event(entry: Entry) -> Event:
    """The entry as a component, to which what it has besides can be added."""
    made = Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.stamp)
    made.add("last-modified", entry.stamp)
    made.add("sequence", entry.sequence)
    made.add("summary", entry.summary)
    _set_times(made, entry.stored)
    made.add("status", entry.status)
    made.add("transp", entry.transp)
    made.add("url", vUri(entry.url))
    return made


def finish(calendar: Calendar) -> bytes:
    """The calendar as it is sent: UTF-8, CRLF lines, with the zones that it names."""
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _last_day(stored: Stored, first: date) -> date:
    if stored.end is not None:
        return max(first, _local(stored.end, stored.zone).date())
    return first + timedelta(days=_SPANS.get(stored.precision, 1) - 1)


def _set_times(made: Event, stored: Stored) -> None:
    assert stored.start is not None
    start = _local(stored.start, stored.zone)
    if stored.precision == "minute":
        made.add("dtstart", start)
        if stored.end is not None:
            made.add("dtend", _local(stored.end, stored.zone))
        return
    made.add("dtstart", start.date())
    made.add("dtend", _last_day(stored, start.date()) + timedelta(days=1))
