"""Moments coarser than a day: weeks, thirds and halves of a month, months, quarters and halves of a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from heliograph.moments.folding import hide
from heliograph.moments.precision import Precision
from heliograph.moments.recognise.found import DateFound, Day
from heliograph.moments.recognise.lexicon import Lexicon, lexicon
from heliograph.moments.recognise.words import FROM, ORDINAL_WORD, ORDINALS, RANGE, YEAR

_LINK = r"\s{0,2}(?:(?:of|in|de|du|del|di|des|von|im)\s{1,2}(?:the\s|mois\sde\s|mes\sde\s|month\sof\s)?|d'|mois\sd')?"
_YEAR_AFTER = rf"(?:(?:\s?,)?\s{{0,2}}(?:(?:de|del|of|in|do)\s{{1,2}})?(?P<year>{YEAR}))?"
_EARLY = r"early|beginning\sof|start\sof|debut|(?:a\s)?principios|inicios|comienzos|anfang|inicio"
_MID = r"mid(?:dle\sof)?|(?:a\s)?la\smi|mi|mediados|milieu|mitte|meados"
_LATE = r"late|(?:the\s)?end\sof|fin(?!al)|fin(?:es|ales)|ende|fim"
_WEEK = r"(?:full\s)?(?:week|semaine|semana|settimana|woche)"
_HALF = r"half|fortnight|quinzaine|moitie|quincena|mitad|quinzena"
_INTRODUCED = (
    r"in|en|during|for|by|before|since|until|through|au\smois\sde|au\smois\sd'|courant|avant|d'ici|depuis|jusqu'en|hasta|durante"
    r"|antes\sde|para|im|em|a\spartir\sde|from|starting|dans\sle\scourant\sde|в|of|this|next"
)
_QUARTER = r"quarter|trimestre|quartal"


def _year_of(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _ordinal(words: str) -> int:
    return ORDINALS[words]


class _Vague:
    """The compiled expressions of one language, each with what it builds."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        month = rf"(?P<month>{words.month})\b\.?"
        second = rf"(?P<month2>{words.month})\b\.?"
        ordinal = rf"\b(?P<ord>{ORDINAL_WORD})\s{{1,2}}"
        year_between = rf"(?:\s{{1,2}}(?:de\s|del\s)?(?P<year0>{YEAR}))?"
        self.rules: list[tuple[re.Pattern[str], Callable[[re.Match[str]], DateFound | None]]] = [
            (re.compile(rf"{ordinal}{_WEEK}{_LINK}{month}{_YEAR_AFTER}"), self._week),
            (re.compile(rf"{ordinal}(?:{_HALF}){_LINK}{month}{_YEAR_AFTER}"), self._half_month),
            (
                re.compile(
                    rf"(?:{ordinal}(?:half|semester|semestre|halbjahr){_LINK}(?:the\s)?(?:year\s|ano\s)?|\bh(?P<h>[12])\s)"
                    rf"(?P<year>{YEAR})"
                ),
                self._half_year,
            ),
            (re.compile(rf"(?:{ordinal}(?:{_QUARTER}){_LINK}|\bq(?P<q>[1-4])\s)(?P<year>{YEAR})"), self._quarter),
            (
                re.compile(
                    rf"\b(?:(?P<early>{_EARLY})|(?P<mid>{_MID})|(?P<late>{_LATE}))(?:\s|-){{0,2}}{_LINK}{month}{_YEAR_AFTER}"
                ),
                self._third,
            ),
            (
                re.compile(
                    rf"(?:\b(?P<from>{FROM})\s{{1,2}})?(?<!\w){month}{year_between}\s{{0,2}}(?P<to>{RANGE}|and|et|y)\s{{0,2}}"
                    rf"(?:d')?{second}{_YEAR_AFTER}"
                ),
                self._months,
            ),
            (
                re.compile(rf"(?<![\w'])(?:(?P<in>{_INTRODUCED})(?:\s{{1,2}}|(?<=')))?{month}(?=\s|,|$){_YEAR_AFTER}"),
                self._month,
            ),
            (re.compile(rf"(?P<in>[:|])\s{{1,2}}{month}(?P<year>(?!))?(?=\s{{0,2}}(?:[.;|]|$))"), self._month),
        ]

    def _number(self, words: str) -> int:
        return self.words.months[words.rstrip(".")]

    def _week(self, match: re.Match[str]) -> DateFound:
        day = Day(None, self._number(match["month"]), _year_of(match))
        return DateFound(*match.span(), day, precision=Precision.WEEK, part=_ordinal(match["ord"]))

    def _half_month(self, match: re.Match[str]) -> DateFound | None:
        part = _ordinal(match["ord"])
        if part not in {1, 2, -1}:
            return None
        day = Day(None, self._number(match["month"]), _year_of(match))
        return DateFound(*match.span(), day, precision=Precision.HALF_MONTH, part=1 if part == 1 else 2)

    def _half_year(self, match: re.Match[str]) -> DateFound:
        part = int(match["h"]) if match["h"] else _ordinal(match["ord"])
        day = Day(None, 1 if part == 1 else 7, int(match["year"]))
        return DateFound(*match.span(), day, precision=Precision.HALF_YEAR, part=1 if part == 1 else 2)

    def _quarter(self, match: re.Match[str]) -> DateFound:
        part = int(match["q"]) if match["q"] else _ordinal(match["ord"])
        part = 4 if part == -1 else part
        first = Day(None, part * 3 - 2, int(match["year"]))
        return DateFound(*match.span(), first, Day(None, part * 3, int(match["year"])), Precision.MONTH)

    def _third(self, match: re.Match[str]) -> DateFound:
        day = Day(None, self._number(match["month"]), _year_of(match))
        part = 1 if match["early"] else 2 if match["mid"] else 3
        edge = "end" if match["late"] and match["late"] != "late" else ""
        return DateFound(*match.span(), day, precision=Precision.TEN_DAYS, part=part, edge=edge)

    def _months(self, match: re.Match[str]) -> DateFound | None:
        year, year0 = _year_of(match), int(match["year0"]) if match["year0"] else None
        if not (year or year0 or match["from"]) or (match["to"] in {"and", "et", "y"} and not match["from"]):
            return None
        first, last = self._number(match["month"]), self._number(match["month2"])
        if first == last and year0 == year:
            return None
        begin = year0 or (year - 1 if year and first > last else year)
        start = match.start("month") if match["from"] else match.start()
        return DateFound(start, match.end(), Day(None, first, begin), Day(None, last, year or year0), Precision.MONTH)

    def _month(self, match: re.Match[str]) -> DateFound | None:
        if not match["year"] and not match["in"]:
            return None
        day = Day(None, self._number(match["month"]), _year_of(match))
        return DateFound(match.start("month"), match.end(), day, precision=Precision.MONTH)

    def find(self, text: str, folded: str) -> Iterator[DateFound]:
        for expression, build in self.rules:
            taken: list[tuple[int, int]] = []
            for match in expression.finditer(folded):
                found = None if self._lower_case_verb(match, text) else build(match)
                if found is not None:
                    taken.append(match.span())
                    yield found
            folded = hide(folded, taken)

    def _lower_case_verb(self, match: re.Match[str], text: str) -> bool:
        """English months are written with a capital: "may 2026" and "in march" are too rare to trust."""
        begins = text[match.start("month")] if "month" in match.re.groupindex else "X"
        return self.words.language == "en" and not begins.isupper()


@cache
def _vague(language: str) -> _Vague:
    return _Vague(lexicon(language))


def find_vague(text: str, folded: str, language: str) -> list[DateFound]:
    """Moments coarser than a day, none overlapping another."""
    return list(_vague(language).find(text, folded))
