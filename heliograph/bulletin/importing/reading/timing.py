"""Which zones are named for a clock time, and which further times are the same instant elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from heliograph.bulletin.importing.reading.mention import Timing
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.moments.recognise import TimeFound, ZoneFound

_TO_ZONE = re.compile(r"[\s(,/|:\[-]{0,4}(?:(?:in|en|a|at|au|de|hora|heure|time|zone|timezone|h|hrs|hours|uhr|=|is)\b[\s:(]{0,2}){0,2}[\s(]{0,2}")
_TO_TOWN = re.compile(r"[\s(,/-]{0,3}(?:(?:in|en|a|at|au)\s)?(?:the\s)?")
_ZONE_TO_TIME = re.compile(r"[\s):,(-]{0,4}(?:(?:at|a|a\slas|:)\s{0,2})?")
_SAME_INSTANT = re.compile(
    r"[\s)\],;/=|–-]{0,4}(?:(?:i\.e\.|or|ou|o|and|et|y|soit|es\sdecir|c'est-a-dire|which\sis|equivalent\sto|that\sis)\b[,:\s]{0,2})?"
    r"(?:(?:at|a|a\slas|from|de|de\slas)\s)?[\s(\[=/]{0,3}"
)
_MARKED = re.compile(r"[/(=]|i\.e\.|soit|es\sdecir|which\sis|that\sis")


def _after(sheet: Sheet, time: TimeFound, limit: int) -> tuple[ZoneFound, ...]:
    kept: list[ZoneFound] = []
    at = time.end
    for zone in sheet.found.zones:
        if zone.start < at or zone.end > limit:
            continue
        gap = sheet.folded[at : zone.start]
        if not (_TO_TOWN if zone.bare else _TO_ZONE).fullmatch(gap):
            break
        if zone.bare and kept and "/" in gap:
            break
        kept.append(zone)
        at = zone.end
    return tuple(kept)


def _before(sheet: Sheet, time: TimeFound, used: int) -> tuple[ZoneFound, ...]:
    for zone in reversed(sheet.found.zones):
        if used <= zone.start and zone.end <= time.start:
            gap = sheet.folded[zone.end : time.start]
            return (zone,) if _ZONE_TO_TIME.fullmatch(gap) else ()
    return ()


def _limit(sheet: Sheet, time: TimeFound, following: TimeFound | None) -> int:
    ends = [sheet.sentence(time.start).end]
    if following is not None:
        ends.append(following.start)
    ends += [date.start for date in sheet.found.dates if date.start >= time.end][:1]
    return min(ends)


def _key(timing: Timing) -> frozenset[str]:
    return frozenset(zone.zone or zone.abbreviation or "local" for zone in timing.zones)


def _same(sheet: Sheet, first: Timing, second: Timing) -> bool:
    """Whether the second time is the first one said for another place."""
    if not first.zones or not second.zones or _key(first) & _key(second):
        return False
    last = first.others[-1] if first.others else first
    gap = sheet.folded[last.end : second.start]
    if _SAME_INSTANT.fullmatch(gap) is None or any(last.end <= date.start < second.start for date in sheet.found.dates):
        return False
    return sheet.sentence(first.start) == sheet.sentence(second.start) or gap.count("/") > 0


def timings(sheet: Sheet) -> list[Timing]:
    """The clock times of a block with their zones; conversions are kept inside the time they convert."""
    times = sheet.found.times
    loose: list[Timing] = []
    used = 0
    for number, time in enumerate(times):
        following = times[number + 1] if number + 1 < len(times) else None
        zones = _after(sheet, time, _limit(sheet, time, following)) or _before(sheet, time, used)
        loose.append(Timing(time, zones))
        used = loose[-1].end
    return _share_zones(sheet, _fold_conversions(sheet, loose))


def _fold_conversions(sheet: Sheet, loose: list[Timing]) -> list[Timing]:
    kept: list[Timing] = []
    for each in loose:
        if kept and _same(sheet, kept[-1], each):
            kept[-1] = replace(kept[-1], others=(*kept[-1].others, each))
        else:
            kept.append(each)
    return kept


def _share_zones(sheet: Sheet, found: list[Timing]) -> list[Timing]:
    """ "10:00 and 15:00 (Paris time)": a zone said once in a sentence holds for its other times."""
    shared: list[Timing] = []
    for each in found:
        if not each.zones:
            here = sheet.sentence(each.start)
            near = [other for other in found if other.zones and sheet.sentence(other.start) == here]
            near = near or [other for other in found if other.zones and other.start < each.start]
            if near:
                nearest = min(near, key=lambda other: abs(other.start - each.start))
                each = replace(each, zones=(), struck=False) if _is_aside(sheet, each, nearest) else _with_zones_of(each, nearest)
        shared.append(each)
    return shared


def _is_aside(sheet: Sheet, each: Timing, nearest: Timing) -> bool:
    """ "10:00 (9:00 London)": the zone in brackets is the other time's."""
    if nearest.start < each.end:
        return False
    return bool(_MARKED.search(sheet.folded[each.end : nearest.time.start]))


class SharedTiming(Timing):
    """A time whose zone stands beside another time, so that its own span does not reach that far."""

    @property
    def end(self) -> int:
        return self.time.end

    @property
    def start(self) -> int:
        return self.time.start


def _with_zones_of(each: Timing, nearest: Timing) -> Timing:
    return SharedTiming(each.time, nearest.zones)
