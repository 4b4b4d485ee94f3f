"""Which zones are named for a clock time, and which further times are the same instant elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from heliograph.bulletin.importing.reading.mention import Timing
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.moments.recognise import Clock, TimeFound, ZoneFound

_TO_ZONE = re.compile(
    r"(?:\s(?:in|en)\s[a-z]{4,10})?[\s(,/|:\[-]{0,4}(?:(?:in|en|a|at|au|de|hora|heure|time|zone|timezone|h|hrs|hours|uhr|=|is)\b[\s:(]{0,2}){0,2}[\s(]{0,2}"
)
_TO_TOWN = re.compile(r"[\s(,/-]{0,3}(?:(?:in|en|a|at|au)\s)?(?:the\s)?")
_ZONE_TO_TIME = re.compile(r"[\s):,(-]{0,4}(?:(?:at|a|a\slas|:)\s{0,2})?")
_SAME_INSTANT = re.compile(
    r"[\s)\],;/=|–-]{0,4}(?:(?:i\.e\.|or|ou|o|and|et|y|soit|es\sdecir|c'est-a-dire|which\sis|equivalent\sto|that\sis)\b[,:\s]{0,2})?"
    r"(?:(?:at|a|a\slas|from|de|de\slas)\s)?[\s(\[=/]{0,3}"
)
_CLOSES_AT = re.compile(
    r"(?:\s(?:sharp|precises?|pile|tapantes?|en\spunto|prompt))?(?:\s?\([^()\d]{2,40}\))?[\s,]{0,3}(?:(?:and|et|y|it|we|they|se)\s){0,2}(?:will\s|va\s|s')?(?:clos\w+|end\w*|finish\w*|conclud\w+|ferm\w+|termin\w+|finaliz\w+|achev\w+|se\stermin\w+"
    r"|prend\w*\sfin|acab\w+|cierr\w+|conclu\w+|return(?:s|ing)?|retour(?:\sprevu)?|regreso)\s(?:at|a|as|a\slas?|vers|around|by|sobre\slas?|hacia\slas?)\s"
)
_BRACKETED = re.compile(r"[\s,]{1,3}[^().;\d]{0,40}\(\s?")
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


def _within(sheet: Sheet, time: TimeFound) -> tuple[ZoneFound, ...]:
    """ "starts at 8.30 (Wellington time) and ends at 13.00"."""
    return tuple(zone for zone in sheet.found.zones if time.start < zone.start and zone.end < time.end)[:1]


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
    alike = _SAME_INSTANT.fullmatch(gap) or _BRACKETED.fullmatch(gap)
    if alike is None or any(last.end <= date.start < second.start for date in sheet.found.dates):
        return False
    return sheet.sentence(first.start) == sheet.sentence(second.start) or gap.count("/") > 0


def timings(sheet: Sheet) -> list[Timing]:
    """The clock times of a block with their zones; conversions are kept inside the time they convert."""
    times = sheet.found.times
    times = _with_closing(sheet, times)
    loose: list[Timing] = []
    used = 0
    for number, time in enumerate(times):
        following = times[number + 1] if number + 1 < len(times) else None
        zones = (
            _after(sheet, time, _limit(sheet, time, following)) or _within(sheet, time) or _before(sheet, time, used)
        )
        loose.append(Timing(time, zones))
        used = loose[-1].end
    return _share_zones(sheet, _fold_conversions(sheet, loose))


def _with_closing(sheet: Sheet, times: tuple[TimeFound, ...]) -> tuple[TimeFound, ...]:
    """ "doors open at 6 p.m. and close at midnight" is one stretch of time."""
    kept: list[TimeFound] = []
    for time in times:
        before = kept[-1] if kept else None
        if before and before.last is None and _CLOSES_AT.fullmatch(sheet.folded[before.end : time.start]):
            closing = Clock(1439, True) if time.first.midnight else time.first
            kept[-1] = replace(before, end=time.end, last=closing)
        else:
            kept.append(time)
    return tuple(kept)


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
            loose = _loose_zone(sheet, each, found) if not near else None
            near = near or [other for other in found if other.zones and other.start < each.start] or _only_zone(found)
            if loose is not None:
                each = SharedTiming(each.time, (loose,))
            elif near:
                nearest = min(near, key=lambda other: abs(other.start - each.start))
                each = (
                    replace(each, zones=(), struck=False)
                    if _is_aside(sheet, each, nearest)
                    else _with_zones_of(each, nearest)
                )
        shared.append(each)
    return shared


def _only_zone(found: list[Timing]) -> list[Timing]:
    """The times with a zone where a block names a single one."""
    zoned = [other for other in found if other.zones]
    return zoned if len({_key(other) for other in zoned}) == 1 else []


def _loose_zone(sheet: Sheet, each: Timing, found: list[Timing]) -> ZoneFound | None:
    """A zone named elsewhere in the sentence: "à 10h, en ligne, heure de Paris"."""
    here = sheet.sentence(each.start)
    zones = [zone for zone in sheet.found.zones if not zone.bare and here.start <= zone.start < here.end]
    free = [zone for zone in zones if not any(zone in other.zones for other in found)]
    return min(free, key=lambda zone: abs(zone.start - each.start)) if free else None


def _is_aside(sheet: Sheet, each: Timing, nearest: Timing) -> bool:
    """ "10:00 (9:00 London)": the zone in brackets is the other time's."""
    if nearest.start < each.end:
        return False
    return bool(_MARKED.search(sheet.folded[each.end : nearest.time.start]))


class SharedTiming(Timing):
    """A time whose zone stands beside another time, so that its own span does not reach that far."""

    @cached_property
    def end(self) -> int:
        return self.time.end

    @cached_property
    def start(self) -> int:
        return self.time.start


def _with_zones_of(each: Timing, nearest: Timing) -> Timing:
    return SharedTiming(each.time, nearest.zones)
