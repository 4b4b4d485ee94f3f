"""Lines that say nothing but a date: an issue's period, the line of dates under a title."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from heliograph.bulletin.importing.labels import folded

_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ru", "ar")
_WIDTHS = (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated"), ("stand-alone", "abbreviated"))
_GLUE = (
    "from|to|until|till|on|the|of|and|at|in|week|du|au|le|la|les|des?|del?|al?|el|los|las|et|y|e|und|vom|bis|der|am|dal|desde|hasta|"
    "entre|through|between|st|nd|rd|th|er|ere|eme|o|a|h|hrs?|am|pm|year|annee|ano|من|إلى|الى|с|по|г|года|semaine|semana|"
    "first|second|half|early|mid|late|debut|fin|mi|dates?|period|periode|periodo|issued|published|publie|publicado"
)


@cache
def months() -> dict[str, int]:
    """Every name of a month known, without accents and full stops, to its number."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for context, width in _WIDTHS:
            for number, name in Locale(language).months[context][width].items():
                names.setdefault(folded(name).rstrip("."), number)
    names.update({"sept": 9, "setiembre": 9})
    return {name: number for name, number in names.items() if not name.isdigit() and len(name) > 2}


@cache
def _weekdays() -> frozenset[str]:
    names = (
        folded(name).rstrip(".")
        for language in _LANGUAGES
        for context, width in _WIDTHS
        for name in Locale(language).days[context][width].values()
    )
    return frozenset(name for name in names if len(name) > 2)


@cache
def _month_pattern() -> str:
    return "|".join(sorted(map(re.escape, months()), key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    name = _month_pattern()
    range_ = r"(?:\s*(?:-|–|—|/|&|to|au|al?|y|et|and|bis)\s*\d{1,2}(?:er|st|nd|rd|th|o)?)?"
    day = rf"(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|o|\.)?{range_}\s*(?:de\s+|of\s+)?)?"
    return (
        re.compile(rf"(?<!\w){day}(?P<month>{name})\.?(?!\w)(?:,?\s*(?:del?\s+)?(?P<year>(?:19|20)\d\d))"),
        re.compile(
            rf"(?<!\w)(?P<month>{name})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|"
            rf"th)?{range_},?\s+(?P<year>(?:19|20)\d\d)"
        ),
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    )


_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
_CHINESE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")


def dated(text: str) -> date | None:
    """The first day that a line names with its year; the first of the month where it names no day."""
    flat = folded(text)
    found = min((m for p in _patterns() if (m := p.search(flat))), key=lambda m: m.start(), default=None)
    if found:
        month = found["month"]
        return _day(int(found["year"]), int(month) if month.isdigit() else months()[month], int(found["day"] or 1))
    if found := _CHINESE.search(flat):
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _SLASHED.search(flat):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|年|月")
_PLACE_AFTER = re.compile(r"\s*[|(•·;]|\s+[–—-]\s+(?=[^\W\d])|,\s+(?=[^\W\d])")
_CLOCK = re.compile(r"\d{1,2} ?[:h.] ?\d\d|\d ?h\b|\d ?[ap]\.? ?m\b")
_MOST_LETTERS = 70
_MOST_PLACE_WORDS = 7


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and besides at most a place: "31 March – 2 April 2026 | Hainan, China"."""
    if len(text) > _MOST_LETTERS + 30 or not re.search(r"\d", text):
        return False
    flat = folded(text)
    words = [word.rstrip(".") for word in _WORD.findall(flat)]
    if not any(word in months() for word in words) and not _NUMERIC.search(flat):
        return False
    parts = [part for part in _PLACE_AFTER.split(flat) if part.strip()]
    pure = [part for part in parts if _is_pure(part)]
    rest = sum(len(part.split()) for part in parts) - sum(len(part.split()) for part in pure)
    return any(re.search(r"\d", part) for part in pure) and rest <= (_MOST_PLACE_WORDS if parts[0] == pure[0] else 3)


_PLACE_FIRST = re.compile(r"[^\W\d_][^,\d]{2,40},\s+(?:le\s+|el\s+)?(?=\d)")


def is_dateline(text: str) -> bool:
    """Whether a line gives a place and a day, as letters and mastheads do: "Ciudad de México, 11 de enero de 2027"."""
    found = _PLACE_FIRST.match(text)
    return is_date_line(text[found.end() :] if found else text)


def begins_with_date(text: str) -> bool:
    """Whether a line opens with a date and tells the hour: "Tuesday 9 March 2027 at 14:00 (Manila time)"."""
    flat = folded(text)
    words = _WORD.findall(flat[:40])
    dated_ = bool(words) and (words[0] in _weekdays() or words[0] in months() or re.match(r"\d", flat) is not None)
    return dated_ and any(word in months() for word in words[:3]) and bool(_CLOCK.search(flat))


def _is_pure(part: str) -> bool:
    return all(w in months() or w in _weekdays() or re.fullmatch(_GLUE, w) for w in _WORD.findall(part))
