"""What comes back every week ("every Tuesday in March", "les mardis de mars"): the first day stands for it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.moments.precision import Precision
from heliograph.moments.recognise import DateFound
from heliograph.moments.recognise.lexicon import lexicon

_DAYS = {name: number for language in ("en", "fr", "es") for name, number in lexicon(language).weekdays.items()}
_NAMES = "|".join(sorted((re.escape(name) for name in _DAYS if len(name) > 4), key=len, reverse=True))
_WEEKLY = re.compile(
    rf"\b(?:(?:every|each|chaque|cada|tous\sles|todos\slos|les|los)\s(?P<day>{_NAMES})s?|(?P<days>{_NAMES})s)\b(?!\s\d)"
)
_SINGULAR = re.compile(r"les\s\w+[^s]$")


def weekday_of(sheet: Sheet, found: DateFound) -> int | None:
    """The weekday (Monday is 0) on which something comes back in a stretch of days; None where nothing does."""
    if found.last is None and found.precision is not Precision.MONTH:
        return None
    sentence = sheet.sentence(found.start)
    match = _WEEKLY.search(sheet.folded, sentence.start, sentence.end)
    if match is None or _SINGULAR.match(match.group()):
        return None
    return _DAYS[match["day"] or match["days"]]


def first_on(weekday: int, begin: date) -> date:
    """The first such weekday from a day on."""
    return begin + timedelta(days=(weekday - begin.weekday()) % 7)
