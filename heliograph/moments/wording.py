"""How a stored moment is written for a reader: his own time first, the organizer's second, the distance in words.

Everything here is pure: the moment, the reader's zone and language and the clock are arguments. The language of the words that
are not CLDR's is the active translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_interval, format_skeleton, format_timedelta, get_timezone_location
from django.utils.translation import gettext as _

_DAY = "yMMMMEEEEd"
_MINUTE = "Hm"
_SOON = timedelta(days=3)


class Phase(StrEnum):
    """Where a moment stands as seen from now."""

    UPCOMING = "upcoming"
    SOON = "soon"
    NOW = "now"
    PAST = "past"
    TENTATIVE = "tentative"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Stored:
    """A moment as a row keeps it: instants in UTC, IANA zone, precision; day-precise instants begin their day in ``zone``."""

    kind: str
    start: datetime | None
    end: datetime | None
    zone: str
    precision: str = "minute"
    opens: datetime | None = None
    withdrawn: bool = False
    words: str = ""


@dataclass(frozen=True)
class When:
    """A moment in words. ``second`` is empty where both zones write the same; ``machine`` is for ``<time datetime>``."""

    phase: Phase
    first: str
    second: str
    distance: str
    machine: str
    closes: str = ""
    opens: str = ""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag; English where Babel knows none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=1024)
def zone_label(zone: str, language: str) -> str:
    """``Paris time``: the exemplar city of a zone (CLDR) in the reader's language."""
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    city = get_timezone_location(zone, locale=locale_of(language), return_city=True)
    return _("%(city)s time") % {"city": city}


def closing(moment: Stored) -> datetime | None:
    """The instant at which a moment is over: its end, or the end of its last day in its own zone; UTC."""
    last = moment.end or moment.start
    if last is None or moment.precision == "minute":
        return last
    local = last.astimezone(ZoneInfo(moment.zone))
    midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), ZoneInfo(moment.zone))
    return midnight.astimezone(ZoneInfo("UTC"))


def _day(day: date, language: str) -> str:
    return format_skeleton(_DAY, day, locale=locale_of(language))


def _days(first: date, last: date, language: str) -> str:
    if first == last:
        return _day(first, language)
    return format_interval(first, last, skeleton="yMMMMd", locale=locale_of(language))


def _clock(at: datetime, language: str) -> str:
    return format_skeleton(_MINUTE, at, tzinfo=at.tzinfo, locale=locale_of(language))


def minutes(start: datetime, end: datetime | None, zone: str, language: str) -> str:
    """A minute-precise moment in one zone: day, clock time or times, and the zone's name."""
    begin = start.astimezone(ZoneInfo(zone))
    line = f"{_day(begin.date(), language)}, {_clock(begin, language)}"
    if end is not None:
        stop = end.astimezone(ZoneInfo(zone))
        until = "" if stop.date() == begin.date() else f"{_day(stop.date(), language)}, "
        line += f" – {until}{_clock(stop, language)}"
    return f"{line} ({zone_label(zone, language)})"


def days(moment: Stored, language: str) -> str:
    """A day-precise moment as its own zone's days."""
    assert moment.start is not None
    zone = ZoneInfo(moment.zone)
    first = moment.start.astimezone(zone).date()
    last = moment.end.astimezone(zone).date() if moment.end else first
    return _days(first, last, language)


def distance(at: datetime, now: datetime, language: str, zone: str) -> str:
    """How far away in words: hours within a day, else calendar days as the reader counts them, else weeks and months."""
    locale = locale_of(language)
    gap = at - now
    if abs(gap) < timedelta(hours=24):
        return format_timedelta(gap, granularity="minute", threshold=1, add_direction=True, locale=locale)
    here = ZoneInfo(zone)
    count = (at.astimezone(here).date() - now.astimezone(here).date()).days
    return format_timedelta(timedelta(days=count), granularity="day", threshold=2, add_direction=True, locale=locale)


def phase(moment: Stored, now: datetime) -> Phase:
    """Where the moment stands at ``now`` (aware)."""
    over = closing(moment)
    if moment.withdrawn:
        return Phase.WITHDRAWN
    if moment.start is None or over is None:
        return Phase.TENTATIVE
    if over <= now:
        return Phase.PAST
    if moment.kind == "tentative":
        return Phase.TENTATIVE
    if moment.kind == "event" and moment.start <= now:
        return Phase.NOW
    return Phase.SOON if (over if moment.kind == "deadline" else moment.start) - now <= _SOON else Phase.UPCOMING


def _distance_line(moment: Stored, now: datetime, language: str, zone: str) -> str:
    over = closing(moment)
    if moment.start is None or over is None or moment.withdrawn:
        return ""
    if moment.kind == "deadline":
        line = distance(over, now, language, zone)
        return (_("closes %(distance)s") if over > now else _("closed %(distance)s")) % {"distance": line}
    if over <= now:
        return distance(over, now, language, zone)
    return _("now") if moment.start <= now else distance(moment.start, now, language, zone)


def _closes_line(moment: Stored, reader_zone: str, language: str) -> str:
    """For a day-precise deadline, the last minute of it on the reader's clock."""
    over = closing(moment)
    if moment.kind != "deadline" or moment.precision != "day" or over is None:
        return ""
    last = minutes(over - timedelta(minutes=1), None, reader_zone, language)
    return _("Open until %(instant)s") % {"instant": last}


def tentative_words(moment: Stored, language: str) -> str:
    """A moment whose day is not known, in the bulletin's own words or in the month it falls in."""
    if moment.words:
        return _("to be confirmed: %(words)s") % {"words": moment.words}
    if moment.start is None:
        return _("to be confirmed")
    month = format_skeleton("yMMMM", moment.start.astimezone(ZoneInfo(moment.zone)), locale=locale_of(language))
    return _("to be confirmed: %(words)s") % {"words": month}


def write(moment: Stored, *, reader_zone: str | None, language: str, now: datetime) -> When:
    """The moment for one reader; ``reader_zone`` None means that the reader's zone is not known."""
    zone = reader_zone or moment.zone
    standing = phase(moment, now)
    away = _distance_line(moment, now, language, zone)
    opens = _day(moment.opens.astimezone(ZoneInfo(moment.zone)).date(), language) if moment.opens else ""
    opens_line = _("from %(day)s") % {"day": opens} if opens else ""
    if moment.start is None or moment.kind == "tentative":
        machine = moment.start.astimezone(ZoneInfo(moment.zone)).strftime("%Y-%m") if moment.start else ""
        return When(standing, tentative_words(moment, language), "", "", machine, opens=opens_line)
    if moment.precision != "minute":
        machine = moment.start.astimezone(ZoneInfo(moment.zone)).date().isoformat()
        closes = _closes_line(moment, zone, language)
        second = zone_label(moment.zone, language) if moment.kind == "deadline" else ""
        return When(standing, days(moment, language), second, away, machine, closes, opens_line)
    first = minutes(moment.start, moment.end, zone, language)
    second = minutes(moment.start, moment.end, moment.zone, language) if zone != moment.zone else ""
    return When(standing, first, second, away, moment.start.isoformat(), "", opens_line)
