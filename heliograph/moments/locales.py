"""Days, clock times and zones as each language writes them (CLDR); the day always with its weekday."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from unicodedata import bidirectional

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import (
    DateTimePattern,
    format_date,
    format_interval,
    format_skeleton,
    format_timedelta,
    get_timezone_location,
    parse_pattern,
)
from django.utils.translation import gettext as _

_BEFORE_A_VOWEL = re.compile(r"\bde (?=[AEIOUÀÂÄÅÉÈÊËÎÏÔÖÛÜŒaeiouéèê])")
_FIRST = re.compile(r"(?<![\d.,:])1(?= ?[a-zéû–])")
_ETC = re.compile(r"Etc/GMT([+-])(\d+)$")
_UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/GMT", "GMT", "Etc/UCT", "Zulu"})
_BRIEF = ("MMMMEEEEd", "MMMMEd", "MMMEd")
_RANGES = ("yMMMMEd", "yMMMEd")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag, plain English being British; English where Babel knows none."""
    try:
        return Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _strong(text: str) -> str:
    """The direction of the first letter that has one: ``L``, ``R``, or empty."""
    kinds = (bidirectional(sign) for sign in text)
    return next(("L" if kind == "L" else "R" for kind in kinds if kind in {"L", "R", "AL"}), "")


def isolate(words: str, language: str) -> str:
    """The words between FSI and PDI (UAX 9) where they run against the direction of the line they are put
    into.
    """
    line = "R" if locale_of(language).text_direction == "rtl" else "L"
    return f"\u2068{words}\u2069" if _strong(words) not in {"", line} else words


@lru_cache(maxsize=1024)
def _city(zone: str, language: str) -> str:
    """The exemplar city; where CLDR names none it is the last part of the zone's name (UTS 35)."""
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True)).rpartition("/")[2]


def _contracted(words: str) -> str:
    """French: ``heure du Caire``, ``heure d’Abidjan`` for "de Le Caire", "de Abidjan"."""
    for plain, short in (("de Le ", "du "), ("de Les ", "des ")):
        words = words.replace(plain, short)
    return _BEFORE_A_VOWEL.sub("d’", words)


def zone_label(zone: str, language: str) -> str:
    """``Paris time``: the exemplar city of a zone (CLDR) in the reader's language; ``UTC+2`` where the zone
    is an offset.

    The signs of the ``Etc/GMT`` names are turned round (POSIX).
    """
    if zone in _UTC_NAMES:
        return "UTC"
    if found := _ETC.match(zone):
        return isolate(f"UTC{'−' if found[1] == '+' else '+'}{found[2]}", language)
    words = _("%(city)s time") % {"city": isolate(_city(zone, language), language)}
    return _contracted(words) if language.startswith("fr") else words


def _first(words: str, language: str) -> str:
    """French has an ordinal for the first of a month (``1er février``), which CLDR's patterns cannot say."""
    return _FIRST.sub("1er", words) if language.startswith("fr") else words


@lru_cache(maxsize=4096)
def write_day(day: date, language: str) -> str:
    """``Thursday, 15 January 2026``."""
    return _first(format_date(day, "full", locale=locale_of(language)), language)


def write_plain_day(day: date, language: str) -> str:
    """``1 Feb 2026``: for tables, where a weekday on every line says nothing."""
    return _first(format_date(day, "medium", locale=locale_of(language)), language)


def _widened(pattern: str) -> DateTimePattern:
    """A pattern with the names of days and months in full (UTS 35: widths are adjusted to the skeleton asked
    for).
    """
    months = re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern)
    return parse_pattern(re.sub(r"(?<![Ec])(E{1,3}|c{1,3})(?![Ec])", "EEEE", months))


@lru_cache(maxsize=1024)
def write_brief_day(day: date, language: str) -> str:
    """``Sunday 1 February``: without the year, for a line in which every letter counts."""
    locale = locale_of(language)
    skeletons = locale.datetime_skeletons
    known = next((skeletons[name] for name in _BRIEF if name in skeletons), None)
    return _first(_widened(known.pattern).apply(day, locale), language) if known else write_day(day, language)


def _largest_difference(first: date, last: date) -> str:
    return "y" if first.year != last.year else "M" if first.month != last.month else "d"


def _spaced(words: str) -> str:
    """CLDR's thin spaces around the dash of a range made plain ones, at which a line may break everywhere."""
    return words.replace("\u2009", " ")


@lru_cache(maxsize=4096)
def write_days(first: date, last: date, language: str) -> str:
    """``Tuesday, 31 March – Thursday, 2 April 2026``; one day where both are the same."""
    if first == last:
        return write_day(first, language)
    locale = locale_of(language)
    formats: Mapping[str, Mapping[str, Sequence[str]]] = locale.interval_formats
    known = next((formats[name] for name in _RANGES if name in formats), {})
    parts = known.get(_largest_difference(first, last))
    if not parts or len(parts) != 2:
        return f"{write_day(first, language)} – {write_day(last, language)}"
    return _first(_spaced(_widened(parts[0]).apply(first, locale) + _widened(parts[1]).apply(last, locale)), language)


def write_short_days(first: date, last: date, language: str) -> str:
    """``1 – 7 February 2026``: a stretch of days whose bounds are not exact, so without weekdays."""
    return _first(_spaced(format_interval(first, last, skeleton="yMMMd", locale=locale_of(language))), language)


def write_months(first: date, last: date, language: str) -> str:
    """``June – November 2026``; one month where both are in the same."""
    locale = locale_of(language)
    if (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=locale))
    return _spaced(format_interval(first, last, skeleton="yMMMM", locale=locale))


def write_clock(at: datetime, language: str) -> str:
    """The clock time of an aware instant in its own zone: ``09:30``."""
    return str(format_skeleton("Hm", at, tzinfo=at.tzinfo, locale=locale_of(language)))


def join(day: str, clock: str, language: str) -> str:
    """A day and a clock time on one line, with the comma of the language."""
    return str(locale_of(language).datetime_formats["medium"]).format(clock, day).replace("'", "")


def write_distance(gap: timedelta, language: str, *, by_days: bool) -> str:
    """``in 3 days``, ``2 hours ago``; whole days, weeks and months where ``by_days``."""
    locale = locale_of(language)
    if by_days:
        return str(format_timedelta(gap, granularity="day", threshold=2, add_direction=True, locale=locale))
    return str(format_timedelta(gap, granularity="minute", threshold=1, add_direction=True, locale=locale))
