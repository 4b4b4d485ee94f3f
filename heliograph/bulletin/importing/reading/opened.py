"""Windows that open and close, zones said once for a whole item, and what is still to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import DraftMoment, Kind, Warned, Warning
from heliograph.bulletin.importing.reading.building import Built, Item, build, passage
from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.purpose import asked, opens_and_closes, surroundings, what_happens
from heliograph.bulletin.importing.reading.purpose_words import DEADLINE_NOUN, EVENT_NOUN
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.moments.recognise import OpenFound, ZoneFound

_FOR_ALL = re.compile(
    r"\b(?:all|times?|hours|toutes?|tous|heures?|horaires?|todas?|todos|horas?|horarios?)\b[^.]{0,60}$|^\s{0,2}[(*]{0,2}\s?$"
)
_NO_EVENT = re.compile(
    r"\b(?:link|links|lien|liens|enlaces?|results?|resultats?|resultados?|agenda|programme|programa|guidelines|speakers?|details?|recording|certificates?|report|list"
    r"|template|form|formulaire|formulario|venue|lieu|lugar|time|heure|hora|horario|number|names?|winners?)\b"
)


def join_windows(built: Sequence[Built]) -> list[Built]:
    """ "opens on 1 March and closes on 15 April" is one deadline with its opening."""
    joined: list[Built] = []
    for each in built:
        before = joined[-1] if joined else None
        if before is not None and _one_window(before, each):
            opening = before.moment.start
            warnings = (*before.warnings, *each.warnings)
            what = before.moment.what if each.moment.kind is not Kind.DEADLINE else each.moment.what
            what = (
                what if before.moment.kind is Kind.DEADLINE or each.moment.kind is Kind.DEADLINE else asked(each.around)
            )
            joined[-1] = replace(
                each,
                moment=replace(each.moment, kind=Kind.DEADLINE, what=what, opens=opening, place=None),
                warnings=warnings,
            )
        else:
            joined.append(each)
    return joined


def _one_window(first: Built, second: Built) -> bool:
    one, two = first.moment, second.moment
    near = first.mention.sheet is second.mention.sheet and first.mention.sentence == second.mention.sentence
    if not near or one.end or two.end or one.opens or two.opens:
        return False
    if one.start is None or two.start is None or one.start > two.start or one.status or two.status:
        return False
    return opens_and_closes(first.around, second.around)


def _loose_zones(item: Item, built: Sequence[Built]) -> list[tuple[Sheet, ZoneFound]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for each in built:
        spans.setdefault(each.mention.sheet.number, []).append((each.mention.start, each.mention.end))
    loose: list[tuple[Sheet, ZoneFound]] = []
    for sheet in item.sheets:
        for zone in sheet.found.zones:
            inside = any(start <= zone.start < end for start, end in spans.get(sheet.number, ()))
            named = bool(zone.zone or zone.abbreviation)
            if (
                not zone.bare
                and named
                and not inside
                and _FOR_ALL.search(sheet.folded[sheet.sentence(zone.start).start : zone.start])
            ):
                loose.append((sheet, zone))
    return loose


def with_item_zone(built: Sequence[Built], item: Item) -> list[Built]:
    """ "All times are Paris time" holds for every time of the item that has no zone of its own."""
    loose = _loose_zones(item, built)
    if not loose:
        return list(built)
    zones = tuple(zone for _sheet, zone in loose[:1])
    return [build(_zoned(each, zones), item) if _lacks_zone(each) else each for each in built]


def _lacks_zone(each: Built) -> bool:
    timing = each.mention.timing
    alone = each.moment.opens is None or (each.mention.date is not None and each.mention.date.last is not None)
    return timing is not None and not timing.zones and not each.moment.date_only and alone


def _zoned(each: Built, zones: tuple[ZoneFound, ...]) -> Mention:
    return replace(each.mention, zones=zones)


def open_moments(built: Sequence[Built], item: Item) -> tuple[list[Built], list[Warning]]:
    """Warnings for everything to be confirmed, and moments without a date where it is the date that is open."""
    moments: list[Built] = []
    warnings: list[Warning] = []
    for sheet in item.sheets:
        for found in sheet.found.open:
            sentence = sheet.sentence(found.start)
            if _told_when(sheet, found):
                continue
            text, _offset = passage(sheet, _first(sheet, sentence.start), _last(sheet, sentence.end), item.context)
            warnings.append(
                Warning(Warned.TO_CONFIRM, _("Something is still to be confirmed here. Follow it up."), text)
            )
            if _needs_moment(sheet, found, built) and not any(_near(each, sheet) for each in moments):
                moments.append(_undated(sheet, found, item))
    return moments, warnings


_OPEN_ITSELF = re.compile(
    r"confirm|tb[acd]|tentativ|provision|\ba\s\w+er$|\bpor\s|pend|subject|sujet|sous\sreserve|link|lien|enlace|time|heure|hora|share|partag|compart|send|envoy|env[ií]"
)


def _told_when(sheet: Sheet, found: OpenFound) -> bool:
    """ "will be announced on 5 March": nothing is open."""
    phrase, sentence = sheet.folded[found.start : found.end], sheet.sentence(found.start)
    earlier = [
        date.end
        for date in sheet.found.dates
        if sentence.start <= date.start < found.start and found.start - date.end < 25
    ]
    told = (phrase, sheet.folded[earlier[-1] : found.start]) if earlier else ()
    if earlier and not any(_OPEN_ITSELF.search(words) for words in told):
        return True
    following = [date.start for date in sheet.found.dates if found.end <= date.start < found.end + 30]
    if not following:
        return False
    gap = sheet.folded[found.end : following[0]]
    return (
        gap.strip() == ""
        or re.fullmatch(
            r"[^.;(]{0,8}\s(?:on|by|before|in|at|le|avant|au|en|d'ici|el|antes|para|a|during|from)\s[^.;]{0,16}", gap
        )
        is not None
    )


def _first(sheet: Sheet, at: int) -> int:
    while at < len(sheet.text) - 1 and sheet.text[at].isspace():
        at += 1
    return at


def _last(sheet: Sheet, at: int) -> int:
    at = min(at, len(sheet.text))
    while at > 1 and sheet.text[at - 1].isspace():
        at -= 1
    return at


def _near(each: Built, sheet: Sheet) -> bool:
    return each.mention.sheet.number == sheet.number


_HANDED_OUT = re.compile(
    r"publish|shared|sent\b|available|provided|coming|follow|communicat|publi|partag|envoy|disponible|transmis|en\sligne|compart|envia|comunic"
)
_OF_ITSELF = re.compile(rf"{EVENT_NOUN.pattern}|{DEADLINE_NOUN.pattern}")


def _needs_moment(sheet: Sheet, found: OpenFound, built: Sequence[Built]) -> bool:
    """Whether the day itself is open and nothing in the block or in what it belongs to gives one."""
    if not found.about_date or any(_near(each, sheet) for each in built):
        return False
    sentence = sheet.sentence(found.start)
    words = sheet.folded[sentence.start : found.start]
    if re.search(r"\b(?:dates?|fechas?|quand|when|jour)\b", words):
        return not _dated_above(sheet, built)
    if _HANDED_OUT.search(sheet.folded, found.start, found.end) and not _OF_ITSELF.search(words):
        return False
    return not _NO_EVENT.search(words) and len(words.strip()) > 0 and not _dated_above(sheet, built)


def _dated_above(sheet: Sheet, built: Sequence[Built]) -> bool:
    before = [
        each
        for each in built
        if each.mention.sheet.number == sheet.number - 1 and each.moment.kind is not Kind.DEADLINE
    ]
    return any(each.moment.kind is Kind.TENTATIVE for each in before)


def _undated(sheet: Sheet, found: OpenFound, item: Item) -> Built:
    text, offset = passage(sheet, found.start, found.end, item.context)
    mention = Mention(sheet, None)
    around = surroundings(mention, item.sheets, item.title)
    moment = DraftMoment(Kind.TENTATIVE, what_happens(around), None, None, None, True, "day", text, offset)
    return Built(mention, moment, (), around)
