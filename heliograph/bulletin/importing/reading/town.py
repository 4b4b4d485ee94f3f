"""Where it is held: the town beside a mention, or in the lines that govern it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.bulletin.importing.source import BlockKind
from heliograph.moments.recognise import ZoneFound

_HELD_IN = re.compile(
    r"(?:\b(?:in|at|to|of|a|au|aux|en|de|venue|place|lieu|lugar|location|where|ou|donde)\b[:\s]{1,2}(?:the\s|la\s|le\s|el\s|l')?|[|,(:–-]\s?|^\s*)(?:\*\*)?$"
)
_NOT_HELD = re.compile(
    r"(?:commission|office|ministry|university|embassy|bureau|comision|oficina|ministerio|ministere|universite|universidad|organi[sz]ed\sby|embassy|delegation)"
    r"(?:\s\S{1,20}){0,4}\s(?:in|of|de|a|en|du|des)\s(?:the\s)?$|(?:based|located|people|students|schools|participants|live|bases?)\s(?:in|at|a|en)\s$"
)
_ONLINE = re.compile(
    r"\b(?:online|on-line|virtual\w*|virtuel\w*|zoom|teams|webinars?|webinaires?|en\sligne|en\slinea|visio\w*|by\svideo|distanciel|a\sdistance)\b"
)


@dataclass(frozen=True)
class Town:
    """A place as written and its zone."""

    words: str
    zone: str


def _held(sheet: Sheet, place: ZoneFound) -> bool:
    before = sheet.folded[max(0, place.start - 60) : place.start]
    return _HELD_IN.search(before) is not None and _NOT_HELD.search(before) is None


def _words(sheet: Sheet, place: ZoneFound) -> str:
    """ "Hainan, China" is one place."""
    end = place.end
    for other in sheet.found.zones:
        if other.bare and other.start >= end and re.fullmatch(r",\s|\s\(", sheet.text[end : other.start]):
            end = other.end
    return sheet.text[place.start : end]


def _of_times(mention: Mention) -> tuple[ZoneFound, ...]:
    """Towns that only say whose clock is meant: "10:00 CET / 9:00 London"."""
    if mention.timing is None:
        return ()
    timings = (mention.timing, *mention.timing.others) if mention.timing.others else ()
    return tuple(zone for timing in timings for zone in timing.zones)


def _nearest(sheet: Sheet, at: int, begin: int, end: int, without: tuple[ZoneFound, ...] = ()) -> Town | None:
    bare = [zone for zone in sheet.found.zones if zone.bare and begin <= zone.start < end and zone not in without]
    places = [zone for zone in bare if _held(sheet, zone)]
    if not places:
        return None
    place = min(places, key=lambda zone: abs(zone.start - at))
    return Town(_words(sheet, place), place.zone or "")


def town_of(mention: Mention, sheets: Sequence[Sheet]) -> Town | None:
    """The town of a mention: of its own sentence, of the line that gives its day, of a heading above it."""
    sheet, sentence = mention.sheet, mention.sentence
    here = _nearest(sheet, mention.start, sentence.start, sentence.end, _of_times(mention))
    if here is not None:
        return here
    if mention.governed is not None and (there := _whole(sheets[mention.governed])):
        return there
    if found := _whole(sheet, _of_times(mention)) if len(sheet.sentences) <= 3 else None:
        return found
    online = is_online(sheet)
    for number in sheet.above:
        online = online or (is_online(sheets[number]) and not _town_in(sheets[number]))
        if found := None if online else _whole(sheets[number]):
            return found
    return None


def _town_in(sheet: Sheet) -> bool:
    return _whole(sheet) is not None


def any_town(sheets: Sequence[Sheet], before: int) -> Town | None:
    """The town last named before a block, for "local time"."""
    for sheet in reversed(sheets[: before + 1]):
        if found := _whole(sheet):
            return found
    return None


def next_line(mention: Mention, sheets: Sequence[Sheet]) -> Town | None:
    """ "Date: …" and then "Venue: Nairobi" on a line of its own."""
    for sheet in sheets[mention.sheet.number + 1 : mention.sheet.number + 3]:
        if (
            len(sheet.text) < 120
            and not sheet.found.dates
            and sheet.block.kind is not BlockKind.HEADING
            and (found := _whole(sheet))
        ):
            return found
    return None


def _whole(sheet: Sheet, without: tuple[ZoneFound, ...] = ()) -> Town | None:
    return _nearest(sheet, 0, 0, len(sheet.text), without)


_ALSO_ONLINE = re.compile(
    r"\b(?:also|and|or|et|ou|y|o|tambien|aussi)\s(?:be\s)?(?:online|on\szoom|en\sligne|en\slinea|virtual\w*|zoom)"
    r"|\bhybrid\w*|\blive-?stream\w*"
)


def is_online(sheet: Sheet) -> bool:
    """Whether a block speaks of what is held online alone: the town of the heading above is not its own."""
    return _ONLINE.search(sheet.folded) is not None and _ALSO_ONLINE.search(sheet.folded) is None
