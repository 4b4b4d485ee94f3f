"""The words of time in a language: names from CLDR through Babel, connecting words from the tables here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from heliograph.moments.folding import fold

LANGUAGES = ("en", "fr", "es", "pt", "it", "de", "ru", "ar")

_EXTRA_MONTHS: dict[str, dict[str, int]] = {
    "en": {"sept": 9, "febr": 2},
    "fr": {"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9},
    "es": {"setiembre": 9, "sep": 9, "set": 9, "febr": 2},
    "ru": {},
    "ar": {
        "شباط": 2,
        "اذار": 3,
        "نيسان": 4,
        "ايار": 5,
        "حزيران": 6,
        "تموز": 7,
        "ايلول": 9,
        "جانفي": 1,
        "فيفري": 2,
        "افريل": 4,
        "ماي": 5,
        "جوان": 6,
        "جويلية": 7,
        "اوت": 8,
        "غشت": 8,
        "شتنبر": 9,
    },
}
_EXTRA_WEEKDAYS: dict[str, dict[str, int]] = {
    "en": {"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    "pt": {"segunda-feira": 0, "terca-feira": 1, "quarta-feira": 2, "quinta-feira": 3, "sexta-feira": 4},
}
HAZARDS = frozenset(
    {"may", "march", "mar", "sat", "sun", "mon", "wed", "set", "ago", "out", "dom", "mer", "fri", "sol"}
)


@dataclass(frozen=True)
class Lexicon:
    """Names by their folded form; ``month`` and ``weekday`` are alternations for an expression, longest first."""

    language: str
    months: dict[str, int]
    weekdays: dict[str, int]
    month: str
    weekday: str
    month_first: bool


def _names(names: Any) -> dict[str, int]:
    return {fold(name).rstrip("."): number for number, name in names.items()}


def _month_names(locale: Locale, width: str) -> dict[str, int]:
    return {**_names(locale.months["stand-alone"][width]), **_names(locale.months["format"][width])}


def _weekday_names(locale: Locale, width: str) -> dict[str, int]:
    return {**_names(locale.days["stand-alone"][width]), **_names(locale.days["format"][width])}


def _alternation(names: dict[str, int]) -> str:
    return "|".join(sorted((name.replace(" ", r"\s") for name in names), key=len, reverse=True))


def known(language: str) -> str:
    """The supported base language of a tag; English where there is none."""
    base = language.split("-")[0].lower()
    return base if base in LANGUAGES else "en"


@cache
def lexicon(language: str) -> Lexicon:
    """Full names of all languages, short ones of this one only ("10 out of 12" is no Portuguese October)."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for other in LANGUAGES:
        months |= _month_names(Locale(other), "wide")
        weekdays |= _weekday_names(Locale(other), "wide")
    own = Locale(language)
    months |= _month_names(own, "abbreviated") | _EXTRA_MONTHS.get(language, {})
    weekdays |= _weekday_names(own, "abbreviated") | _EXTRA_WEEKDAYS.get(language, {})
    months = {name: number for name, number in months.items() if len(name) > 1 and not name.isdigit()}
    weekdays = {name: number for name, number in weekdays.items() if len(name) > 1}
    return Lexicon(language, months, weekdays, _alternation(months), _alternation(weekdays), language in {"en", "de"})
