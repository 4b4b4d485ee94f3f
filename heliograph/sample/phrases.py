"""Dates in running text, as an editor of each language writes them: names from CLDR, word order from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from heliograph.sample.word_order import PHRASES, Phrases

_PARIS = ZoneInfo("Europe/Paris")


_ELIDED = ("a", "o")


def spell(first: date, last: date, form: str, language: str) -> str:
    """A date, or the range from ``first`` to ``last``, in one of ``FORMS``. Raises ValueError on another form."""
    if form not in FORMS:
        raise ValueError(f"a date has no form “{form}”")
    return FORMS[form](first, last, PHRASES[language])


def _date(day: date, pattern: str, told: Phrases) -> str:
    text = format_date(day, pattern, locale=Locale.parse(told.locale))
    if day.day == 1 and told.first and "d" in pattern:
        return " ".join(told.first if word == "1" else word for word in text.split(" "))
    return text


def _elide(text: str) -> str:
    """French ``d’avril``, ``d’octobre``: ``de`` loses its vowel before another."""
    for vowel in _ELIDED:
        text = text.replace(f" de {vowel}", f" d’{vowel}")
    return f"d’{text[3:]}" if text.startswith(tuple(f"de {vowel}" for vowel in _ELIDED)) else text


def _bare(day: date, told: Phrases) -> str:
    """The day of the month alone."""
    return told.first if day.day == 1 and told.first else str(day.day)


def _joined(first: date, last: date, told: Phrases, shape: str) -> str:
    """A range that says the month and the year once where both ends share them: ``31 March – 2 April 2026``."""
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    if told.year_first:
        short = told.day_only if same_month else told.day_month if same_year else told.day
        return shape.format(a=_date(first, told.day, told), b=_date(last, short, told))
    begin = _bare(first, told) if same_month else _date(first, told.day_month if same_year else told.day, told)
    return shape.format(a=begin, b=_date(last, told.day, told))


def _without_year(first: date, last: date, told: Phrases) -> str:
    begin, end = _date(first, told.day_month, told), _date(last, told.day_month, told)
    if first.month == last.month and told.year_first:
        end = _date(last, told.day_only, told)
    elif first.month == last.month:
        begin = _bare(first, told)
    return told.from_to.format(a=begin, b=end)


def _months(first: date, last: date, told: Phrases) -> str:
    short = told.month_only if first.year == last.year else told.month
    of_first, of_last = (told.month, short) if told.year_first else (short, told.last_month or told.month)
    text = told.months.format(a=_date(first, of_first, told), b=_date(last, of_last, told))
    return _elide(text) if told.locale == "fr" else text


def _week(day: date, told: Phrases) -> str:
    text = told.weeks[min((day.day - 1) // 7, 4)].format(month=_date(day, told.month_only, told))
    return _elide(text) if told.locale == "fr" else text


def paris_abbreviation(day: date, *, in_force: bool) -> str:
    """``CET`` or ``CEST``: the one in force in Paris at noon of a day, or the other, as a hurried editor writes."""
    summer = bool(datetime.combine(day, time(12), _PARIS).dst())
    return "CEST" if summer is in_force else "CET"


FORMS: dict[str, Callable[[date, date, Phrases], str]] = {
    "day": lambda first, _last, told: _date(first, told.day, told),
    "day-month": lambda first, _last, told: _date(first, told.day_month, told),
    "weekday": lambda first, _last, told: _date(first, told.weekday, told),
    "weekday-month": lambda first, _last, told: _date(first, told.weekday_month, told),
    "year": lambda first, _last, _told: str(first.year),
    "range": lambda first, last, told: _joined(first, last, told, told.dash),
    "from-to": lambda first, last, told: _joined(first, last, told, told.from_to),
    "from-to-without-year": _without_year,
    "months": _months,
    "week": lambda first, _last, told: _week(first, told),
    "zone": lambda first, _last, _told: paris_abbreviation(first, in_force=True),
    "wrong-zone": lambda first, _last, _told: paris_abbreviation(first, in_force=False),
}
