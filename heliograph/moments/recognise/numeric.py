"""Days in figures: ISO 8601, 15/01/2026, 15.01.2026, 01/15/2026, 12-14/05/2026, and Chinese 2026年1月15日."""

from __future__ import annotations

import re
from collections.abc import Callable

from heliograph.moments.folding import hide
from heliograph.moments.recognise.found import DateFound, Day

_ISO = re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|[/-]\d|\.\d)")
_DAY_MONTH_YEAR = re.compile(
    r"(?<![\d/.:])(?<!\d-)(?:(?P<from>\d{1,2})\.?\s?-\s?)?(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?"
    r"(?P<y>(?:19|20)\d\d|\d\d)(?!\d|[/.:-]\d)"
)
_PAIR_RANGE = re.compile(
    r"(?<![\d/.:-])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})\.?\s?(?:-|to|au|al|a|bis)\s?"
    r"(?P<c>\d{1,2})(?P=s)(?P<d>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_PAIR = re.compile(
    r"(?:\b(?:on|by|before|until|le|au|du|avant le|jusqu'au|el|al|del|antes del|hasta el|am|bis|date|fecha)[:\s]{1,2})"
    r"(?P<a>\d{1,2})(?P<s>[/])(?P<b>\d{1,2})(?![\d/])"
)
_HAN = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)\s?年\s?)?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号號]"
    r"(?:\s?(?:-|至|到)\s?(?:(?P<y2>(?:19|20)\d\d)\s?年\s?)?(?:(?P<m2>\d{1,2})\s?月\s?)?(?P<d2>\d{1,2})\s?[日号號])?"
)
_AMERICAN = re.compile(r"\b(?:est|edt|cst|cdt|pst|pdt|eastern|pacific time|washington|u\.?s\.?a?|new york)\b")


def _chinese(match: re.Match[str]) -> DateFound:
    year = int(match["y"]) if match["y"] else None
    first = Day(int(match["d"]), int(match["m"]), year)
    last = None
    if match["d2"]:
        last_year = int(match["y2"]) if match["y2"] else year
        last = Day(int(match["d2"]), int(match["m2"] or match["m"]), last_year)
    return DateFound(*match.span(), first, last)


def _iso(match: re.Match[str]) -> DateFound:
    return DateFound(*match.span(), Day(int(match["d"]), int(match["m"]), int(match["y"])))


def _full_year(words: str) -> int:
    return int(words) if len(words) == 4 else 2000 + int(words)


def read_pair(first: int, second: int, year: int | None, day_first: bool) -> tuple[Day, Day | None]:
    """The likelier reading of two figures, and the other one where both are days of the calendar."""
    european, american = Day(first, second, year), Day(second, first, year)
    if second > 12 and first <= 12:
        return american, None
    if first > 12 or first == second:
        return european, None
    return (european, american) if day_first else (american, european)


def _written(match: re.Match[str], language: str, folded: str) -> DateFound | None:
    short = len(match["y"]) == 2
    if short and (match["s"] == "-" or len(match["a"]) + len(match["b"]) < 4):
        return None
    if short and match["s"] == "." and not (20 <= int(match["y"]) <= 49 and 1 <= int(match["b"]) <= 12):
        return None
    year = _full_year(match["y"])
    european = language != "en" or match["s"] == "." or not _AMERICAN.search(folded)
    day, other = read_pair(int(match["a"]), int(match["b"]), year, european)
    if language != "en" or match["s"] == ".":
        other = None
    start = match.start()
    if match["from"] and int(match["from"]) <= (day.day or 0):
        return DateFound(start, match.end(), Day(int(match["from"]), day.month, year), day, other=other)
    return DateFound(match.start("a"), match.end(), day, other=other)


def _pair(match: re.Match[str], language: str) -> DateFound | None:
    day, other = read_pair(int(match["a"]), int(match["b"]), None, True)
    if not day.exists():
        return None
    return DateFound(match.start("a"), match.end(), day, other=other if language == "en" else None)


def _pair_range(match: re.Match[str]) -> DateFound:
    year = int(match["y"])
    first, last = Day(int(match["a"]), int(match["b"]), year), Day(int(match["c"]), int(match["d"]), year)
    if (first.month or 0) > (last.month or 0):
        first = Day(first.day, first.month, year - 1)
    return DateFound(*match.span(), first, last)


def find_numeric(folded: str, language: str) -> list[DateFound]:
    """Days in figures, in the order of the expressions; none overlaps another."""
    builders: list[tuple[re.Pattern[str], Callable[[re.Match[str]], DateFound | None]]] = [
        (_HAN, _chinese),
        (_ISO, _iso),
        (_PAIR_RANGE, _pair_range),
        (_DAY_MONTH_YEAR, lambda match: _written(match, language, folded)),
        (_PAIR, lambda match: _pair(match, language)),
    ]
    found: list[DateFound] = []
    left = folded
    for expression, build in builders:
        fresh = [each for each in map(build, expression.finditer(left)) if each is not None]
        left = hide(left, [(each.start, each.end) for each in fresh])
        found += fresh
    return found
