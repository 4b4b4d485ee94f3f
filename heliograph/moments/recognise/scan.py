"""One pass over a text: clock times, days, vaguer moments, zones and open words, none inside another."""

from __future__ import annotations

import re
from dataclasses import replace

from heliograph.moments.folding import fold, hide, hide_noise
from heliograph.moments.precision import Precision
from heliograph.moments.recognise.clock import find_han_times, find_times
from heliograph.moments.recognise.dates import find_named
from heliograph.moments.recognise.found import DateFound, Findings, TimeFound
from heliograph.moments.recognise.incomplete import find_incomplete
from heliograph.moments.recognise.joining import join
from heliograph.moments.recognise.lexicon import known
from heliograph.moments.recognise.numeric import find_numeric
from heliograph.moments.recognise.open_words import find_open
from heliograph.moments.recognise.vague import find_vague
from heliograph.moments.recognise.zone_words import find_zones, offset_spans

_WEEK_OF = re.compile(
    r"(?:w/c|(?:week|wk)\s(?:of|beginning|commencing|starting)(?:\son)?|semaine\sdu|semana\sdel?(?:\sdia)?|settimana\sdel|woche\svom|woche\sab)"
    r"\s(?:the\s|el\s|le\s)?$"
)
_ISO_CLOCK = re.compile(r"(?<=\d)t(?=\d\d:\d\d)")


def _spans(found: list[DateFound] | list[TimeFound]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found]


def _week_of(found: DateFound, folded: str) -> DateFound:
    """ "the week of 9 March": the week is known, the day is not."""
    before = folded[max(0, found.start - 30) : found.start]
    match = _WEEK_OF.search(before)
    if match is None or found.last is not None or found.precision is not Precision.DAY:
        return found
    return replace(found, start=found.start - len(match.group()), precision=Precision.WEEK)


def _trimmed(found: DateFound, folded: str) -> DateFound:
    """A full stop at the end may be the sentence's; the date is as clear without it."""
    return replace(found, end=found.end - 1) if folded[found.end - 1] == "." else found


def _dates(text: str, folded: str, language: str, plain: str) -> list[DateFound]:
    numeric = find_numeric(folded, language)
    left = hide(folded, _spans(numeric))
    named, taken = find_named(text, left, language)
    left = hide(left, taken)
    vague = find_vague(text, left, language)
    left = hide(left, _spans(vague))
    rough = find_incomplete(left, language)
    found = sorted(numeric + named + vague + rough, key=lambda each: (each.start, each.end))
    return [_trimmed(_week_of(each, plain), folded) for each in join(found, folded)]


def _figure_dates(folded: str, language: str) -> list[tuple[int, int]]:
    return _spans(find_numeric(folded, language))


def find(text: str, language: str) -> Findings:
    """Everything of time in a text; ``language`` is a BCP 47 tag and settles what is ambiguous."""
    base = known(language)
    plain = fold(text)
    folded = _ISO_CLOCK.sub(" ", hide_noise(text, plain)) if any(map(str.isdigit, plain)) else plain
    folded = hide(folded, offset_spans(plain))
    figures = _figure_dates(folded, base)
    chinese = list(find_han_times(folded))
    western = find_times(hide(folded, [*figures, *_spans(chinese)]))
    times = sorted([*chinese, *western], key=lambda each: each.start)
    dates = _dates(text, hide(folded, _spans(times)), base, plain)
    return Findings(tuple(dates), tuple(times), tuple(find_zones(text, plain)), tuple(find_open(plain)), plain)
