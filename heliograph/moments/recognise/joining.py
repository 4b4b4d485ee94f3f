"""Two days that belong together: "31 March – 2 April 2026", "between 3 and 5 May", a year written once for both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from heliograph.moments.precision import Precision
from heliograph.moments.recognise.found import DateFound, Day
from heliograph.moments.recognise.words import AND, BETWEEN, RANGE

_RANGE = re.compile(rf"\s{{0,3}},?\s{{0,2}}{RANGE}\s{{0,3}}(?:the\s|le\s|el\s)?(?:\S{{1,12}},?\s)?")
_STRICT_RANGE = re.compile(rf"\s{{0,3}},?\s{{0,2}}{RANGE}\s{{0,3}}")
_AND = re.compile(rf"\s{{0,3}}(?:{AND}|;|/)\s{{0,3}}(?:on\s|le\s|el\s|the\s)?(?:\w{{2,12}},?\s(?:the\s|le\s)?)?")
_BETWEEN_BEFORE = re.compile(rf"\b{BETWEEN}\s(?:the\s|le\s|el\s)?(?:\S{{1,12}}\s)?$")
_NEAR = 24


def _earlier(day: Day, later: Day) -> Day:
    """A day without a year before one with a year: the year before where the months run over New Year."""
    if day.year is not None or later.year is None or day.month is None or later.month is None:
        return day
    return replace(day, year=later.year - 1 if day.month > later.month else later.year)


def _later(day: Day, earlier: Day) -> Day:
    if day.year is not None or earlier.year is None or day.month is None or earlier.month is None:
        return day
    return replace(day, year=earlier.year + 1 if day.month < earlier.month else earlier.year)


def _range(first: DateFound, second: DateFound) -> DateFound:
    begin, last = _earlier(first.first, second.first), _later(second.first, first.first)
    return replace(first, first=begin, last=last, end=second.end, other=first.other and second.other)


def _share_year(first: DateFound, second: DateFound) -> tuple[DateFound, DateFound]:
    left = replace(
        first, first=_earlier(first.first, second.first), last=first.last and _earlier(first.last, second.first)
    )
    right = replace(
        second, first=_later(second.first, first.first), last=second.last and _later(second.last, first.first)
    )
    return left, right


def _plain_days(first: DateFound, second: DateFound) -> bool:
    days = first.precision is Precision.DAY and second.precision is Precision.DAY
    return days and first.last is None and second.last is None and not second.incomplete and not first.incomplete


def join(found: Iterable[DateFound], folded: str) -> list[DateFound]:
    """Ranges made of neighbours, years shared between the days of one enumeration."""
    kept: list[DateFound] = []
    for each in found:
        if kept and each.joined and _between_list(kept[-1], each, folded):
            kept[-1] = replace(kept[-1], last=each.first, end=each.end)
            continue
        if not kept or each.start < kept[-1].end or each.start - kept[-1].end > _NEAR:
            kept.append(each)
            continue
        before = kept[-1]
        gap = folded[before.end : each.start]
        if _plain_days(before, each) and _is_range(gap, before, folded):
            kept[-1] = _range(before, each)
        elif _AND.fullmatch(gap) and not each.incomplete and not before.incomplete:
            kept[-1], right = _share_year(before, each)
            kept.append(replace(right, joined=True))
        else:
            kept.append(each)
    return kept


def _between_list(before: DateFound, each: DateFound, folded: str) -> bool:
    """ "between 3 and 5 May" comes as a list of two days."""
    alone = before.last is None and each.last is None and not before.joined and each.start < before.end
    return alone and _BETWEEN_BEFORE.search(folded[max(0, before.start - 30) : before.start]) is not None


def _is_range(gap: str, before: DateFound, folded: str) -> bool:
    if _STRICT_RANGE.fullmatch(gap) or _RANGE.fullmatch(gap):
        return True
    introduced = _BETWEEN_BEFORE.search(folded[max(0, before.start - 30) : before.start])
    return introduced is not None and _AND.fullmatch(gap) is not None
