"""Days without their month, or weekdays without their day: "on the 15th", "le 15", "on Friday"."""

from __future__ import annotations

import re
from functools import cache

from heliograph.moments.recognise.found import DateFound, Day
from heliograph.moments.recognise.lexicon import Lexicon, lexicon

_STOP = r"(?=\s{0,3}(?:[.,;:!?)(\x00|-]|$|at\b|from\b|and\b|a\b|de\b|et\b|y\b|desde\b|in\sparis))"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words: Lexicon = lexicon(language)
    day = {
        "en": rf"\b(?:on|by|before|until|till)\s(?:(?P<w1>{words.weekday}),?\s)?the\s"
        r"(?P<d1>\d{1,2})(?:st|nd|rd|th)\b",
        "fr": rf"\b(?:le|avant\sle|jusqu'au|d'ici\sle|d'ici\sau)\s(?:(?P<w1>{words.weekday})\s)?"
        r"(?P<d1>\d{1,2})(?:er)?\b",
        "es": rf"\b(?:el|antes\sdel|hasta\sel)\s(?:dia\s)?(?:(?P<w1>{words.weekday})\s)?(?:dia\s)?(?P<d1>\d{{1,2}})\b",
    }.get(language, r"(?P<w1>(?!))(?P<d1>(?!))")
    weekday = {
        "en": r"\b(?:on|by|next|this|before|until|till)\s(?:this\s|next\s)?(?P<w2>{w})\b(?!s)",
        "fr": r"\b(?:ce|avant|jusqu'a|d'ici|des)\s(?P<w2>{w})\b|\b(?P<w3>{w})\sprochain\b",
        "es": r"\b(?:este|el|proximo|antes\sdel)\s(?:proximo\s)?(?P<w2>{w})\b|\b(?P<w3>{w})\sproximo\b",
    }.get(language, r"(?P<w2>(?!))").format(w=words.weekday)
    return re.compile(rf"(?:{day}){_STOP}|(?:{weekday}){_STOP}")


def find_incomplete(folded: str, language: str) -> list[DateFound]:
    """Such days; dates already found must be hidden."""
    words = lexicon(language)
    found: list[DateFound] = []
    for match in _pattern(language).finditer(folded):
        groups = match.groupdict()
        named = groups.get("w1") or groups.get("w2") or groups.get("w3")
        number = groups.get("d1")
        if number and not 1 <= int(number) <= 31:
            continue
        weekday = words.weekdays.get(named) if named else None
        found.append(DateFound(*match.span(), Day(int(number) if number else None, None, None, weekday)))
    return found
