"""Days written with the name of their month: "15 January 2026", "le 1er février", "March 12–14", "14 y 15 de mayo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heliograph.moments.folding import hide
from heliograph.moments.recognise.found import DateFound, Day
from heliograph.moments.recognise.lexicon import HAZARDS, Lexicon, lexicon
from heliograph.moments.recognise.words import AND, ARTICLE, FIRST_WORDS, ORDINAL, RANGE, SPACE, YEAR

_OF = rf"{SPACE}(?:(?:of\sthe\smonth\sof|of|de|do|di|del|du\smois\sde|del\smes\sde)\s{{1,2}}|d'|-|/|\.)?{SPACE}"
_YEAR_AFTER = (
    rf"(?:(?:{SPACE},)?{SPACE}(?:(?:de|del|of|in|en|do)\s{{1,2}})?(?P<year>{YEAR})"
    rf"|[-/.](?P<tied>{YEAR})|\s?'(?P<short>\d\d)(?!\d))?"
)
_IMPOSSIBLE_UP_TO = 39


@dataclass(frozen=True)
class Patterns:
    """The compiled expressions of one language."""

    lexicon: Lexicon
    day_first: re.Pattern[str]
    month_first: re.Pattern[str] | None
    day: re.Pattern[str]


@cache
def patterns(language: str) -> Patterns:
    """Compiled once per language."""
    words = lexicon(language)
    weekday = rf"(?:(?:{words.weekday})\b\.?{SPACE},?{SPACE}(?:{ARTICLE})?)"
    ordinal = rf"(?:{weekday})?(?:{ORDINAL})"
    between = rf"{SPACE}(?:{RANGE}|{AND}|/){SPACE}(?:{ARTICLE})?"
    days = rf"(?P<days>{ordinal}(?:{between}{ordinal}){{0,9}})"
    later = rf"(?!\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR})" if words.month_first else ""
    day_first = rf"(?<![\w:'.])(?<!\d[,/-]){days}{_OF}(?P<month>{words.month})\b(?:\.(?!\d))?{later}{_YEAR_AFTER}"
    more = rf"(?:{between}{ordinal}(?!{_OF}(?:{words.month})\b)){{0,9}}"
    month_first = (
        rf"(?<![\w'])(?P<before>{weekday})?(?P<month>{words.month})\b\.?{SPACE}(?:the\s)?"
        rf"(?P<days>(?:{ORDINAL}){more})(?!\d|:|\.\d|\s?[%°]){_YEAR_AFTER}"
    )
    return Patterns(
        words,
        re.compile(day_first),
        re.compile(month_first) if words.month_first else None,
        re.compile(rf"(?:(?P<weekday>{words.weekday})\b\.?{SPACE},?{SPACE}(?:{ARTICLE})?)?(?P<number>{ORDINAL})"),
    )


def _number(words: str) -> int:
    figures = re.match(r"\d{1,2}", words)
    return int(figures.group()) if figures else FIRST_WORDS[words]


def _year(match: re.Match[str]) -> int | None:
    short = match["short"]
    if short:
        return 2000 + int(short)
    words = match["year"] or match["tied"]
    return int(words) if words else None


def _comma_list(days: str) -> bool:
    """ "Room 4, 15 March" is no list of days: a list ends with a word."""
    return "," in days and not re.search(r"(?:\b(?:and|et|y|e|und|or|ou|o|u)\b|&|-)", days)


def _members(match: re.Match[str], known: Patterns) -> list[tuple[re.Match[str], str]]:
    """Each day of a list with what stands before it (its connector)."""
    offset, end = match.span("days")
    members: list[tuple[re.Match[str], str]] = []
    at = offset
    for member in known.day.finditer(match.string, offset, end):
        members.append((member, match.string[at : member.start()].strip()))
        at = member.end()
    if len(members) > 1 and _comma_list(match["days"]):
        return [(members[-1][0], "")]
    return members


def _weekday(member: re.Match[str], match: re.Match[str], known: Patterns) -> int | None:
    words = member["weekday"]
    if words is None and "before" in match.re.groupindex and match["before"]:
        words = re.split(r"[\s.,]", match["before"])[0]
    return known.lexicon.weekdays.get(words.strip()) if words else None


_RANGE_WORDS = re.compile(rf"{RANGE}(?:\s(?:the|le|el))?")


def _assemble(match: re.Match[str], known: Patterns) -> Iterator[DateFound]:
    month, year = known.lexicon.months[_plain(match["month"])], _year(match)
    month_first = match.start("month") < match.start("days")
    current: DateFound | None = None
    for position, (member, connector) in enumerate(_members(match, known)):
        number = _number(member["number"])
        if not 1 <= number <= _IMPOSSIBLE_UP_TO:
            return
        day = Day(number, month, year, _weekday(member, match, known))
        if current is not None and _RANGE_WORDS.fullmatch(connector):
            current = current.until(day, match.end())
            continue
        if current is not None:
            yield current
        start = match.start() if position == 0 and month_first else member.start()
        current = DateFound(start, match.end(), day, joined=position > 0)
    if current is not None:
        yield current


def _plain(month: str) -> str:
    return month.rstrip(".")


def _hazardous(match: re.Match[str], text: str) -> bool:
    """Words that are months only when written as names: "15 may be", "march 3 times"."""
    if match["month"] not in HAZARDS or match["year"] or match["tied"]:
        return False
    return match["month"] in {"may", "march"} and not text[match.start("month")].isupper()


def find_named(text: str, folded: str, language: str) -> tuple[list[DateFound], list[tuple[int, int]]]:
    """Days with a named month, and the spans they take."""
    known = patterns(language)
    found: list[DateFound] = []
    taken: list[tuple[int, int]] = []
    for expression in (known.day_first, known.month_first):
        if expression is None:
            continue
        left = hide(folded, taken)
        for match in expression.finditer(left):
            if _hazardous(match, text) and language == "en":
                continue
            dates = list(_assemble(match, known))
            if dates:
                found += dates
                taken.append((dates[0].start, match.end()))
    return found, taken
