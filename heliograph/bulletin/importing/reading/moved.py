"""Words by which a date is moved, and ranges that are none: "extended from 7 to 28 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heliograph.bulletin.importing.source import Span
from heliograph.moments.recognise import DateFound, Findings

MOVED = re.compile(
    r"\b(?:extend(?:ed|s|ing)?|extension|postpon\w+|rescheduled?|moved|brought\sforward|changed|change|shifted|pushed\sback|deferred|delayed|replaced"
    r"|prolong\w+|prorog\w+|reporte(?:e?s?)|report\sde|repousse\w*|avancee?s?|deplace\w*|decale\w*|remplace\w*|modifie\w*|change\w*|nouvelle\sdate|nouveau\sdelai"
    r"|ampli(?:a|ado|ada|an|adas|ados|acion|amos)|aplaz\w+|prorrog\w+|pospon\w+|pospuest\w+|traslad\w+|adelant\w+|modific\w+|reprogram\w+|extiend\w+|extendid\w+|cambi\w+"
    r"|(?:moves?|moving|shifts?|goes|shifted)\s(?=from\b)|(?:passe(?:nt|ra|ront)?|passee?s?)\s(?=d[ue]\b)|(?:pas(?:a|an|o|ara|aran)|pasado)\s(?=del?\b)"
    r"|nueva\sfecha|new\s(?:date|deadline)|instead\sof|rather\sthan|au\slieu\sdu|en\slugar\sdel?|en\svez\sdel?|corrected|correction|correccion|erratum|fe\sde\serratas)\b"
)
_FROM_BEFORE = re.compile(r"\b(?:from|du|del|de)\s(?:the\s|le\s|el\s)?(?:\w{3,10},?\s)?$")
_TO_BEFORE = re.compile(
    r"\b(?:to|au|al|a|until|till|hasta|for|pour|para)\s(?:from\s|the\s|le\s|el\s)?(?:du\s|del\s|de\s)?$"
)
_BETWEEN = re.compile(r"\s{0,2}(?:\bto\b|-|\bau\b|\bal?\b|\buntil\b|\bjusqu'au\b|\bhasta\b)\s{0,2}")


def _is_move(date: DateFound, folded: str, sentence: Span, first: bool) -> bool:
    """Whether a range is a move; it is none where an earlier day of the sentence is what was moved."""
    if not first:
        return False
    before = folded[sentence.start : date.start]
    return bool(date.last and MOVED.search(before) and _FROM_BEFORE.search(before) and not _TO_BEFORE.search(before))


def _split(date: DateFound, folded: str) -> Iterator[DateFound]:
    between = _BETWEEN.search(folded, date.start, date.end)
    if between is None or date.last is None:
        yield date
        return
    yield replace(date, end=between.start(), last=None)
    yield replace(date, start=between.end(), first=date.last, last=None)


def split_moved(found: Findings, sentences: Sequence[Span]) -> tuple[DateFound, ...]:
    """The dates of a block, with a move "from 7 to 28 May" as two days."""
    dates: list[DateFound] = []
    for date in found.dates:
        sentence = next((span for span in sentences if date.start < span.end), sentences[-1])
        first = not any(sentence.start <= other.start < date.start for other in found.dates)
        dates += _split(date, found.folded) if _is_move(date, found.folded, sentence, first) else [date]
    return tuple(dates)
