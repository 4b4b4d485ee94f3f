"""Moments as an iCalendar object (RFC 5545, with the names of RFC 7986): what every calendar of the site has alike.

A minute-precise moment keeps its own zone by TZID with a VTIMEZONE; a day-precise one is a DATE. The UID of a moment
never changes; its SEQUENCE grows with each change. Lines are written straight away, escaped and folded, without a tree
of objects: a calendar is asked for by programs, again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from heliograph.frame.calendar_zones import zone_lines
from heliograph.moments.stored import Stored
from heliograph.moments.zones import zone_info

#: The content type of what ``finish`` gives.
CONTENT_TYPE = "text/calendar; charset=utf-8"
#: How often a calendar that is subscribed to should be asked for.
_REFRESH = "PT12H"
#: How many days a tentative moment may take up, by its precision; a longer one is not a calendar entry.
_SPANS = {"day": 1, "week": 7, "ten-days": 10}
_WIDTH = 75
#: What a text may not hold as it is; control signs are dropped, all ends of lines are ``\n``.
_ESCAPES = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]),
    ord("\t"): "\t",
    **dict.fromkeys([ord("\n"), 0x85, 0x2028, 0x2029], "\\n"),
    ord("\\"): "\\\\",
    ord(";"): "\\;",
    ord(","): "\\,",
}
#: Of a quoted parameter (RFC 6868).
_QUOTED = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]),
    ord("\n"): "^n",
    ord("^"): "^^",
    ord('"'): "^'",
}
#: Of an address.
_BARE = dict.fromkeys([*range(0x21), *range(0x7F, 0xA0)])


@dataclass(frozen=True)
class Repeated:
    """The rule by which an entry is repeated from its own time on (RFC 5545, RRULE).

    ``without`` are times that the rule gives and that are none, ``besides`` those that it does not give (aware).
    """

    rule: str
    without: tuple[datetime, ...] = ()
    besides: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What stands in a calendar of one moment. ``stamp`` (UTC) is when it was last changed; ``url`` its page.

    ``instead_of`` is the time (aware) of a repeated entry of the same UID that this one stands for. ``alarm`` is how
    long before it one wants to be reminded. ``organizer`` is an address, which a calendar with another method than
    PUBLISH needs, and so does the CANCEL of RFC 5546.
    """

    uid: str
    sequence: int
    summary: str
    stored: Stored
    url: str
    stamp: datetime
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    alarm: timedelta | None = None
    repeated: Repeated | None = None
    instead_of: datetime | None = None
    organizer: str = ""
    organizer_name: str = ""
    #: It takes up nobody's time, though it takes place.
    free: bool = False

    @property
    def status(self) -> str:
        """What was taken back is told as cancelled, so that calendars take it out."""
        if self.stored.withdrawn:
            return "CANCELLED"
        return "TENTATIVE" if self.stored.kind == "tentative" else "CONFIRMED"

    @property
    def transp(self) -> str:
        """Whether it takes up time: an event does, a date by which something is due does not."""
        return "OPAQUE" if self.stored.kind == "event" and not self.free else "TRANSPARENT"


@dataclass
class Calendar:
    """A calendar that is being written: its head, what stands in it, and the years in which it uses each zone."""

    head: list[str]
    lines: list[str] = field(default_factory=list)
    zones: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Write an entry, which must be one (``is_entry``)."""
        self.lines += _event(entry, self)

    def extend(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.add(entry)

    def uses(self, zone: str, year: int) -> None:
        """Say that a time of a year is written in a zone."""
        first, last = self.zones.get(zone, (year, year))
        self.zones[zone] = (min(first, year), max(last, year))


def is_entry(stored: Stored) -> bool:
    """Whether a moment can stand in a calendar: its day, or a period of days, is known."""
    return stored.start is not None and (stored.precision == "minute" or stored.precision in _SPANS)


def begin(name: str, prodid: str, method: str = "PUBLISH") -> Calendar:
    """An empty calendar with a name that its reader sees. ``method`` is one of RFC 5546."""
    words = text(name)
    return Calendar(
        [
            "BEGIN:VCALENDAR",
            f"PRODID:{text(prodid)}",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"METHOD:{method}",
            f"NAME:{words}",
            f"X-WR-CALNAME:{words}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
            f"X-PUBLISHED-TTL:{_REFRESH}",
        ]
    )


def finish(calendar: Calendar) -> bytes:
    """The calendar as it is sent: UTF-8, CRLF lines of 75 octets at most, with the zones that it names."""
    zones = "".join(zone_lines(zone, *years) for zone, years in sorted(calendar.zones.items()))
    head, body = _folded(calendar.head), _folded(calendar.lines)
    return b"".join([head, zones.encode(), body, b"END:VCALENDAR\r\n"])


def text(words: str) -> str:
    """A value of the type TEXT: escaped, on one line, without control signs."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def quoted(words: str) -> str:
    """The value of a parameter, in quotes."""
    return f'"{words.translate(_QUOTED)}"'


def _folded(lines: Iterable[str]) -> bytes:
    return b"".join(map(_fold, lines))


def _fold(line: str) -> bytes:
    """A content line of 75 octets at most, and what is left of it on lines that begin with a space; ends with CRLF.

    No sign is parted into its octets.
    """
    octets = line.encode(errors="replace")
    if len(octets) <= _WIDTH:
        return octets + b"\r\n"
    return b"\r\n ".join(_pieces(octets)) + b"\r\n"


def _pieces(octets: bytes) -> Iterator[bytes]:
    begin, width = 0, _WIDTH
    while begin < len(octets):
        end = begin + width
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        yield octets[begin:end]
        begin, width = end, _WIDTH - 1


def _event(entry: Entry, calendar: Calendar) -> Iterator[str]:
    stamp = _utc(entry.stamp)
    yield "BEGIN:VEVENT"
    yield f"UID:{text(entry.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"SUMMARY:{text(entry.summary)}"
    yield from _times(entry, calendar)
    yield f"STATUS:{entry.status}"
    yield f"TRANSP:{entry.transp}"
    if entry.url:
        yield f"URL:{entry.url.translate(_BARE)}"
    yield from _details(entry)
    if entry.alarm is not None and not entry.stored.withdrawn:
        yield from _alarm(entry.alarm, entry.summary)
    yield "END:VEVENT"


def _details(entry: Entry) -> Iterator[str]:
    if entry.description:
        yield f"DESCRIPTION:{text(entry.description)}"
    if entry.location:
        yield f"LOCATION:{text(entry.location)}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(map(text, entry.categories))}"
    if entry.organizer:
        name = f";CN={quoted(entry.organizer_name)}" if entry.organizer_name else ""
        yield f"ORGANIZER{name}:mailto:{entry.organizer.translate(_BARE)}"


def _alarm(before: timedelta, words: str) -> Iterator[str]:
    minutes = before // timedelta(minutes=1)
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{text(words)}"
    yield f"TRIGGER:{'-' if minutes >= 0 else ''}PT{abs(minutes)}M"
    yield "END:VALARM"


def _times(entry: Entry, calendar: Calendar) -> Iterator[str]:
    stored = entry.stored
    assert stored.start is not None
    if stored.precision == "minute":
        yield _minute("DTSTART", stored.start, stored.zone, calendar)
        if stored.end is not None and stored.end > stored.start:
            yield _minute("DTEND", stored.end, stored.zone, calendar)
    else:
        first = _local(stored.start, stored.zone).date()
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_last_day(stored, first) + timedelta(days=1):%Y%m%d}"
    if entry.instead_of is not None:
        yield _one("RECURRENCE-ID", entry.instead_of, stored, calendar)
    if entry.repeated is not None:
        yield f"RRULE:{entry.repeated.rule.translate(_BARE)}"
        yield from (_one("EXDATE", at, stored, calendar) for at in entry.repeated.without)
        yield from (_one("RDATE", at, stored, calendar) for at in entry.repeated.besides)


def _one(name: str, at: datetime, stored: Stored, calendar: Calendar) -> str:
    """One of the times of a repeated entry, in the form of its first."""
    if stored.precision == "minute":
        return _minute(name, at, stored.zone, calendar)
    return f"{name};VALUE=DATE:{_local(at, stored.zone):%Y%m%d}"


def _minute(name: str, at: datetime, zone: str, calendar: Calendar) -> str:
    """A time on the clock of its zone; in UTC where the zone has no name that calendars know."""
    if not _is_named(zone):
        return f"{name}:{_utc(at)}"
    local = _local(at, zone)
    if local.fold:
        # RFC 5545, 3.3.5: a time that the clocks show twice means the first. Only UTC can say the second.
        return f"{name}:{_utc(at)}"
    calendar.uses(zone, local.year)
    return f"{name};TZID={zone}:{_digits(local)}"


@lru_cache(maxsize=512)
def _is_named(zone: str) -> bool:
    info = zone_info(zone)
    return isinstance(info, ZoneInfo) and "/" in zone and not zone.startswith("Etc/")


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(zone_info(zone))


def _digits(at: datetime) -> str:
    return f"{at.year:04d}{at.month:02d}{at.day:02d}T{at.hour:02d}{at.minute:02d}{at.second:02d}"


def _utc(at: datetime) -> str:
    return f"{_digits(at.astimezone(UTC))}Z"


def _last_day(stored: Stored, first: date) -> date:
    if stored.end is not None:
        return max(first, _local(stored.end, stored.zone).date())
    return first + timedelta(days=_SPANS.get(stored.precision, 1) - 1)
