"""How a stored moment is written for a reader: his own time first, the organizer's second, the distance in
words.

Everything here is pure: the moment, the reader's zone and language and the clock are arguments. The language
of the words that are not CLDR's is the active translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heliograph.moments import locales
from heliograph.moments.locales import locale_of, zone_label
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, covered, day_in

__all__ = ["Phase", "Stored", "When", "closing", "distance", "locale_of", "minutes", "phase", "write", "zone_label"]

#: From how long before its end a deadline, or before its start an event, is called near.
SOON = timedelta(days=3)
_MONTHS = frozenset({Precision.MONTH, Precision.HALF_YEAR})


class Phase(StrEnum):
    """Where a moment stands as seen from now."""

    UPCOMING = "upcoming"
    SOON = "soon"
    NOW = "now"
    PAST = "past"
    TENTATIVE = "tentative"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class When:
    """A moment in words. ``second`` is empty where both zones write the same; ``machine`` is for ``<time
    datetime>``.

    ``closes`` says, for a day-precise deadline, which instant its end is, or was, for the reader; ``opens`` from which
    day on answers are taken. ``day_in`` says in whose zone ``first`` is a day, where that has to be said beside it.
    """

    phase: Phase
    first: str
    second: str
    distance: str
    machine: str
    closes: str = ""
    opens: str = ""
    day_in: str = ""


def minutes(start: datetime, end: datetime | None, zone: str, language: str) -> str:
    """A minute-precise moment in one zone: day, clock time or times, and the zone's name."""
    begin = start.astimezone(ZoneInfo(zone))
    times = locales.write_clock(begin, language)
    line = locales.join(locales.write_day(begin.date(), language), times, language)
    if end is not None and end != start:
        stop = end.astimezone(ZoneInfo(zone))
        until = locales.write_clock(stop, language)
        if stop.date() != begin.date():
            until = locales.join(locales.write_day(stop.date(), language), until, language)
        line += f" – {until}"
    return f"{line} ({zone_label(zone, language)})"


def days(moment: Stored, language: str) -> str:
    """A moment without a clock time as the days, or the months, of its own zone."""
    span = covered(moment)
    if span is None:
        return ""
    if moment.precision in _MONTHS:
        return locales.write_months(*span, language)
    exact = moment.precision in {Precision.DAY, Precision.MINUTE}
    return locales.write_days(*span, language) if exact else locales.write_short_days(*span, language)


def distance(at: datetime, now: datetime, language: str, zone: str) -> str:
    """How far away in words: hours within a day, else calendar days as ``zone`` counts them, else weeks and
    months.
    """
    gap = at - now
    if abs(gap) < timedelta(hours=24):
        return locales.write_distance(gap, language, by_days=False)
    count = (day_in(at, zone) - day_in(now, zone)).days
    return locales.write_distance(timedelta(days=count), language, by_days=True)


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
    return Phase.SOON if (over if moment.kind == "deadline" else moment.start) - now <= SOON else Phase.UPCOMING


def _last_minute(moment: Stored) -> datetime | None:
    """The last minute in which a deadline is still open, so that its end at midnight counts to the day
    before.
    """
    over = closing(moment)
    return over - timedelta(minutes=1) if over and moment.precision != Precision.MINUTE else over


def _distance_line(moment: Stored, now: datetime, language: str, zone: str) -> str:
    over, last = closing(moment), _last_minute(moment)
    if moment.start is None or over is None or last is None or moment.withdrawn:
        return ""
    if moment.kind == "deadline":
        away = distance(last if over > now else over, now, language, zone)
        return (_("closes %(distance)s") if over > now else _("closed %(distance)s")) % {"distance": away}
    if over <= now:
        return distance(over, now, language, zone)
    return _("now") if moment.start <= now else distance(moment.start, now, language, zone)


def _closes_line(moment: Stored, standing: Phase, reader_zone: str, language: str) -> str:
    """The last minute of a deadline that is a day or more; nothing of one that is not in force any more."""
    last = _last_minute(moment)
    if moment.kind != "deadline" or moment.precision == Precision.MINUTE or last is None or moment.withdrawn:
        return ""
    words = _("Closed on %(instant)s") if standing == Phase.PAST else _("Open until %(instant)s")
    return words % {"instant": minutes(last, None, reader_zone, language)}


def _opens_line(moment: Stored, language: str) -> str:
    if moment.opens is None:
        return ""
    return _("from %(day)s") % {"day": locales.write_day(day_in(moment.opens, moment.zone), language)}


def _tentative_words(moment: Stored, zone: str, language: str) -> str:
    """What is known of a moment that is to be confirmed: its time, its day, its stretch of days, or nothing."""
    if moment.start is None:
        return _("to be confirmed")
    if moment.precision == Precision.MINUTE:
        return _("%(words)s (to be confirmed)") % {"words": minutes(moment.start, moment.end, zone, language)}
    known = days(moment, language)
    if moment.precision == Precision.DAY:
        return _("%(day)s, time to be confirmed") % {"day": known}
    return _("%(words)s (to be confirmed)") % {"words": known}


def _machine(moment: Stored) -> str:
    """The value of ``<time datetime>``: an instant, a day, a month, or empty (HTML, valid date strings)."""
    if moment.start is None:
        return ""
    local = moment.start.astimezone(ZoneInfo(moment.zone))
    if moment.precision == Precision.MINUTE:
        return local.isoformat(timespec="minutes")
    return local.strftime("%Y-%m-%d" if moment.precision == Precision.DAY else "%Y-%m")


def write(moment: Stored, *, reader_zone: str | None, language: str, now: datetime) -> When:
    """The moment for one reader; ``reader_zone`` None means that the reader's zone is not known."""
    zone = reader_zone or moment.zone
    standing, machine, opens = phase(moment, now), _machine(moment), _opens_line(moment, language)
    if moment.start is None or moment.kind == "tentative":
        return When(standing, _tentative_words(moment, zone, language), "", "", machine, opens=opens)
    away = _distance_line(moment, now, language, zone)
    if moment.precision != Precision.MINUTE:
        second = zone_label(moment.zone, language) if moment.kind == "deadline" else ""
        closes = _closes_line(moment, standing, zone, language)
        return When(standing, days(moment, language), second, away, machine, closes, opens)
    first = minutes(moment.start, moment.end, zone, language)
    second = minutes(moment.start, moment.end, moment.zone, language) if zone != moment.zone else ""
    return When(standing, first, "" if second == first else second, away, machine, "", opens)
