"""Dates in running text, as an editor of each language writes them: names from CLDR, word order from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Phrases:
    """Word order of a language. Patterns of dates are CLDR's; ``{a}`` and ``{b}`` are the two ends of a range."""

    locale: str
    day: str
    day_month: str
    weekday: str
    weekday_month: str
    month: str
    month_only: str
    dash: str
    from_to: str
    months: str
    weeks: tuple[str, str, str, str, str]
    first: str = ""


_ENGLISH = Phrases(
    locale="en",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE, d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="from {a} to {b}",
    months="from {a} to {b}",
    weeks=(
        "the first week of {month}",
        "the second week of {month}",
        "the third week of {month}",
        "the fourth week of {month}",
        "the last week of {month}",
    ),
)
_FRENCH = Phrases(
    locale="fr",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="du {a} au {b}",
    months="de {a} à {b}",
    weeks=(
        "la première semaine de {month}",
        "la deuxième semaine de {month}",
        "la troisième semaine de {month}",
        "la quatrième semaine de {month}",
        "la dernière semaine de {month}",
    ),
    first="1er",
)
_SPANISH = Phrases(
    locale="es",
    day="d 'de' MMMM 'de' y",
    day_month="d 'de' MMMM",
    weekday="EEEE d 'de' MMMM 'de' y",
    weekday_month="EEEE d 'de' MMMM",
    month="MMMM 'de' y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="del {a} al {b}",
    months="de {a} a {b}",
    weeks=(
        "la primera semana de {month}",
        "la segunda semana de {month}",
        "la tercera semana de {month}",
        "la cuarta semana de {month}",
        "la última semana de {month}",
    ),
)
_ARABIC = Phrases(
    locale="ar",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="من {a} إلى {b}",
    months="من {a} إلى {b}",
    weeks=(
        "الأسبوع الأول من {month}",
        "الأسبوع الثاني من {month}",
        "الأسبوع الثالث من {month}",
        "الأسبوع الرابع من {month}",
        "الأسبوع الأخير من {month}",
    ),
)
_BY_LANGUAGE = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "ar": _ARABIC}
_ELIDED = ("a", "o")


def spell(first: date, last: date, form: str, language: str) -> str:
    """A date, or the range from ``first`` to ``last``, in one of ``FORMS``. Raises ValueError on another form."""
    if form not in FORMS:
        raise ValueError(f"a date has no form “{form}”")
    return FORMS[form](first, last, _BY_LANGUAGE[language])


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
    if (first.year, first.month) == (last.year, last.month):
        begin = _bare(first, told)
    else:
        begin = _date(first, told.day_month if first.year == last.year else told.day, told)
    return shape.format(a=begin, b=_date(last, told.day, told))


def _without_year(first: date, last: date, told: Phrases) -> str:
    same = first.month == last.month
    begin = _bare(first, told) if same else _date(first, told.day_month, told)
    return told.from_to.format(a=begin, b=_date(last, told.day_month, told))


def _months(first: date, last: date, told: Phrases) -> str:
    begin = _date(first, told.month_only if first.year == last.year else told.month, told)
    text = told.months.format(a=begin, b=_date(last, told.month, told))
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
