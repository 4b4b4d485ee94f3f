"""Which clock time goes with which day of a block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from heliograph.bulletin.importing.reading.mention import Mention, Timing
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.bulletin.importing.reading.timing import timings
from heliograph.bulletin.importing.reading.weekly import weekday_of
from heliograph.moments.precision import Precision
from heliograph.moments.recognise import DateFound, ZoneFound
from heliograph.moments.recognise.words import RANGE

_BREAKS = re.compile(r"\b(?:and|et|y|e|or|ou|then|puis|luego)\b|;")
_ON = re.compile(r"[\s,(]{0,3}(?:(?:on|le|el|of|du|del|de|am|em|в|,)\s){0,2}(?:the\s)?[\s(]{0,2}")
_AT = re.compile(
    r"[\s,(:|-]{0,4}(?:(?:at|from|a|a\slas|de|de\slas|des|starting|between|entre|by|um|as|в|с|,|until)\s){0,2}[\s(]{0,2}"
)
_RANGE_GAP = re.compile(rf"[\s,]{{0,3}}(?:{RANGE})[\s,]{{0,3}}(?:(?:on|at|a\slas)\s)?")
_CHAIN = re.compile(
    r"[\s,;/&]{0,4}(?:(?:and|et|y|e|und|or|ou|o)\s)?(?:on\s|le\s|el\s|the\s|les\s|los\s)?(?:\w{2,12},?\s)?"
)
_TO_ZONE = re.compile(r"[\s,(|:-]{0,4}(?:at\s)?")

_NEIGHBOURS = 12


def _cost(sheet: Sheet, date: DateFound, timing: Timing) -> float:
    """How far a time stands from a day, in words; infinite where they cannot belong together."""
    if timing.start >= date.end:
        gap = sheet.folded[date.end : timing.start]
        near = _AT.fullmatch(gap) is not None
        base = 0.0
    elif timing.end <= date.start:
        gap = sheet.folded[timing.end : date.start]
        near = _ON.fullmatch(gap) is not None
        base = 1.0
    else:
        return float("inf")
    parted = sheet.sentence(timing.start) != sheet.sentence(date.start)
    return base + (0 if near else 2 + gap.count(" ")) + (40 if parted else 0) + 6 * len(_BREAKS.findall(gap))


def _choose(sheet: Sheet, timing: Timing, taken: dict[int, int]) -> int | None:
    """The number of the day that a time belongs to."""
    dates = sheet.found.dates
    here = bisect_left(dates, timing.start, key=lambda date: date.start)
    best: tuple[float, int] | None = None
    for number in range(max(0, here - _NEIGHBOURS), min(len(dates), here + _NEIGHBOURS)):
        date = dates[number]
        if date.precision is not Precision.DAY and weekday_of(sheet, date) is None:
            continue
        if timing.end <= date.start and sheet.sentence(timing.start) != sheet.sentence(date.start):
            continue
        between = abs(number - here) - (1 if number < here else 0)
        cost = _cost(sheet, date, timing) + 3 * taken.get(number, 0) + 4 * between
        if best is None or cost < best[0]:
            best = (cost, number)
    return best[1] if best and best[0] < 60 else None


def _chain(sheet: Sheet, number: int) -> list[int]:
    """The days of the enumeration that ends with this day."""
    dates = sheet.found.dates
    chain = [number]
    while number > 0:
        before, here = dates[number - 1], dates[number]
        overlap = here.start < before.end
        if not overlap and _CHAIN.fullmatch(sheet.folded[before.end : here.start]) is None:
            break
        if before.precision is not Precision.DAY or before.last or here.last:
            break
        number -= 1
        chain.append(number)
    return chain


_TO_TOWN = re.compile(r"\s?\(\s?")


def _zones_of(sheet: Sheet, date: DateFound, timed: bool = False) -> tuple[ZoneFound, ...]:
    """Zones said right after a day: "31 January (AoE)"; with a clock time, "noon on 30 September (Nairobi)" too."""
    for zone in sheet.found.zones:
        if timed and zone.bare and zone.start >= date.end and _TO_TOWN.fullmatch(sheet.folded[date.end : zone.start]):
            return (zone,)
    for zone in sheet.found.zones:
        if zone.start >= date.end and not zone.bare:
            return (zone,) if _TO_ZONE.fullmatch(sheet.folded[date.end : zone.start]) else ()
    return ()


def _assign(sheet: Sheet, found: list[Timing]) -> tuple[dict[int, list[Timing]], list[Timing]]:
    of_day: dict[int, list[Timing]] = {}
    alone: list[Timing] = []
    for timing in found:
        number = _choose(sheet, timing, {day: len(times) for day, times in of_day.items()})
        if number is None:
            alone.append(timing)
        else:
            of_day.setdefault(number, []).append(timing)
    return of_day, alone


def _spread(sheet: Sheet, of_day: dict[int, list[Timing]]) -> dict[int, list[Timing]]:
    """ "Tuesday 3 and Wednesday 4 March at 10:00": the time holds for every day of the enumeration."""
    spread = dict(of_day)
    for number, times in of_day.items():
        if all(time.start >= sheet.found.dates[number].end for time in times):
            for other in _chain(sheet, number)[1:]:
                if other in of_day:
                    break
                spread[other] = times
    return spread


def _link(mentions: Iterable[Mention], sheet: Sheet) -> list[Mention]:
    """ "5 March 9:00 to 7 March 17:00" becomes one mention."""
    linked: list[Mention] = []
    for each in mentions:
        before = linked[-1] if linked else None
        if before and _continues(before, each, sheet):
            linked[-1] = replace(before, until=each)
        else:
            linked.append(each)
    return linked


def _continues(before: Mention, each: Mention, sheet: Sheet) -> bool:
    if before.date is None or each.date is None or before.until or not (before.timing or each.timing):
        return False
    if (before.timing and before.timing.time.last) or before.date.last or each.date.last or each.start < before.end:
        return False
    return _RANGE_GAP.fullmatch(sheet.folded[before.end : each.start]) is not None


def mentions(sheet: Sheet) -> list[Mention]:
    """Every mention of a block in the order of the text; times without a day of their block come with ``date`` None."""
    found = timings(sheet)
    of_day, alone = _assign(sheet, found)
    of_day = _spread(sheet, of_day)
    result: list[Mention] = []
    for number, date in enumerate(sheet.found.dates):
        times = of_day.get(number, [])
        zones = () if any(time.zones for time in times) else _zones_of(sheet, date, bool(times))
        result += [Mention(sheet, date, time, zones=zones) for time in times] or [Mention(sheet, date, zones=zones)]
    result += [Mention(sheet, None, timing) for timing in alone]
    return _link(sorted(result, key=lambda each: (each.start, each.end)), sheet)
