"""Zones named in a text: "Paris time", "heure de Paris", "CET", "UTC+2", "AoE", and towns that may stand for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from heliograph.moments.abbreviations import USES, is_word
from heliograph.moments.places import index
from heliograph.moments.recognise.found import ZoneFound
from heliograph.moments.zones import offset_name

_OFFSET = re.compile(
    r"\b(?:utc|gmt|tu)\s?(?P<sign>[+-]|plus|minus)\s?(?P<h>\d{1,2})(?::?(?P<m>[0-5]\d))?(?!\d)(?:\sh\b)?"
)
_BARE_OFFSET = re.compile(r"(?<=\d)\s?(?P<sign>[+])(?P<h>[01]\d):?(?P<m>00|30|45)(?!\d)")
_ISO_OFFSET = re.compile(
    r"(?:(?<=\dt\d\d:\d\d)|(?<=\dt\d\d:\d\d:\d\d))(?:z\b|(?P<sign>[+-])(?P<h>[01]\d):?(?P<m>00|30|45)(?!\d))"
)
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"anywhere\son\searth|anywhere-on-earth", "AOE"),
    (r"central\seuropean\ssummer\stime|heure\sd'ete\sd'europe\scentrale|hora\sde\sverano\sde\seuropa\scentral", "CEST"),
    (
        r"central\seuropean\s(?:standard\s)?time|heure\sd'europe\scentrale|heure\snormale\sd'europe\scentrale|hora\scentral\seuropea"
        r"|hora\sde\seuropa\scentral",
        "CET",
    ),
    (r"east(?:ern)?\safrica(?:n)?\s(?:standard\s)?time|heure\sd'afrique\sde\sl'est", "EAT"),
    (r"west(?:ern)?\safrica(?:n)?\s(?:standard\s)?time|heure\sd'afrique\sde\sl'ouest", "WAT"),
    (r"central\safrica(?:n)?\stime", "CAT"),
    (r"south\safrica(?:n)?\sstandard\stime", "SAST"),
    (r"greenwich\smean\stime|temps\smoyen\sde\sgreenwich|heure\sde\sgreenwich", "GMT"),
    (
        r"coordinated\suniversal\stime|universal\stime|temps\suniversel(?:\scoordonne)?|tiempo\suniversal(?:\scoordinado)?",
        "UTC",
    ),
    (r"(?:us\s)?eastern\sstandard\stime", "EST"),
    (r"(?:us\s)?eastern\sdaylight\stime", "EDT"),
    (r"(?:us\s)?eastern\stime|hora\sdel\seste", "ET"),
    (r"heure\s(?:normale\s|d'hiver\s)de\sl'est", "HNE"),
    (r"heure\s(?:avancee\s|d'ete\s)de\sl'est", "HAE"),
    (r"heure\snormale\sdu\scentre", "HNC"),
    (r"heure\savancee\sdu\scentre", "HAC"),
    (r"heure\snormale\s(?:des\s|de\sla\s)(?:montagnes\s)?rocheuses", "HNR"),
    (r"heure\savancee\s(?:des\s|de\sla\s)(?:montagnes\s)?rocheuses", "HAR"),
    (r"heure\snormale\sdu\spacifique", "HNP"),
    (r"heure\savancee\sdu\spacifique", "HAP"),
    (r"heure\snormale\sde\sl'atlantique", "HNA"),
    (r"heure\savancee\sde\sl'atlantique", "HAA"),
    (r"(?:us\s)?pacific\sstandard\stime", "PST"),
    (r"(?:us\s)?pacific\sdaylight\stime", "PDT"),
    (r"(?:us\s)?pacific\stime|hora\sdel\spacifico", "PT"),
    (r"(?:us\s)?mountain\s(?:(?:standard|daylight)\s)?time|hora\sde\sla\smontana", "MT"),
    (r"(?:us\s)?central\s(?:(?:standard|daylight)\s)?time|hora\sdel\scentro", "CT"),
    (r"british\ssummer\stime", "BST"),
    (r"london\sbst", "BST"),
    (r"japan\sstandard\stime", "JST"),
    (r"korea(?:n)?\sstandard\stime", "KST"),
)
_NAMED_PHRASES: tuple[tuple[str, str], ...] = (
    (r"india(?:n)?\sstandard\stime", "Asia/Kolkata"),
    (r"china\sstandard\stime", "Asia/Shanghai"),
    (r"heure\sde\sl'est", "America/Toronto"),
    (r"heure\sdu\scentre", "America/Winnipeg"),
    (r"heure\sdes\srocheuses", "America/Edmonton"),
    (r"heure\sdu\spacifique", "America/Vancouver"),
    (r"heure\sde\sl'atlantique", "America/Halifax"),
    (r"(?:uk|british)\stime", "Europe/London"),
    (r"(?:hora\s)?peninsular", "Europe/Madrid"),
    (r"(?:по\s)?московск\w{2,4}\sвремен\w{1,2}|\bмск\b", "Europe/Moscow"),
    (r"french\stime|heure\sfrancaise", "Europe/Paris"),
    (r"hora\scolombiana", "America/Bogota"),
    (r"hora\s(?:argentina)", "America/Argentina/Buenos_Aires"),
    (r"korean\stime", "Asia/Seoul"),
    (r"hora\sespanola", "Europe/Madrid"),
)
_LOCAL = re.compile(r"\blocal\stime\b|\bheures?\slocales?\b|\bhora\slocal\b|\bortszeit\b")
_BEFORE = re.compile(
    r"(?:heures?\s(?:locale\s)?(?:de\sla\s|de\sl'|de\s|du\s|d'|des\s|a\s)|hora\s(?:local\s)?(?:de\sla\s|del\s|de\s|en\s|do\s|da\s)"
    r"|horario\s(?:de\sla\s|del\s|de\s)|(?:local\s)?time\s(?:in|of|at)\s(?:the\s)?|local\sin\s|ora\sdi\s|ortszeit\s|بتوقيت\s|по\sвремени\s)$"
)
_AFTER = re.compile(r"(?:\scity)?,?\s(?:local\s)?time\b|(?:er\s|\s)?zeit\b|时间|時間")
_WORD = re.compile(r"(?:(?<!\w)[dl]'(?=\w))?(?P<name>[^\W\d_]+(?:[-'.][^\W\d_]+){0,3})")
_HAN_TIME = re.compile(r"[一-鿿]{2,6}(?=时间|時間)")
_LONGEST = 4


@cache
def _abbreviations() -> re.Pattern[str]:
    names = "|".join(sorted((name for name in USES if name != "AOE"), key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{names}|AoE|AOE)(?![\w/])")


@cache
def _phrases() -> re.Pattern[str]:
    short = [rf"(?P<a{number}>{phrase})" for number, (phrase, _name) in enumerate(_PHRASES)]
    named = [rf"(?P<z{number}>{phrase})" for number, (phrase, _name) in enumerate(_NAMED_PHRASES)]
    return re.compile(r"(?<!\w)(?:" + "|".join(short + named) + r")(?!\w)")


def _offset(match: re.Match[str]) -> ZoneFound | None:
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    if minutes > 14 * 60:
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    signed = minutes if match["sign"] in {"+", "plus"} else -minutes
    return ZoneFound(start, match.end(), offset_name(signed))


def _iso_offset(match: re.Match[str]) -> ZoneFound | None:
    """What ends an instant of ISO 8601: "Z" or an offset."""
    return _offset(match) if match["sign"] else ZoneFound(*match.span(), "UTC")


def _phrase(match: re.Match[str]) -> ZoneFound:
    group = match.lastgroup or ""
    number = int(group[1:])
    if group[0] == "z":
        return ZoneFound(*match.span(), _NAMED_PHRASES[number][1])
    name = _PHRASES[number][1]
    return ZoneFound(*match.span(), "UTC-12:00" if name == "AOE" else None, "" if name == "AOE" else name)


_TIME_BEFORE = re.compile(r"(?:\d|[ap]\.?m\.?|h|hrs|hours|heures?|horas?|uhr|noon|midi|mediodia)[\s(,]{1,3}$|\(\s?$")


def _beside_time(folded: str, start: int) -> bool:
    return _TIME_BEFORE.search(folded[max(0, start - 12) : start]) is not None


def _abbreviation(match: re.Match[str], folded: str) -> ZoneFound | None:
    name = match.group().upper()
    if name == "AOE":
        return ZoneFound(*match.span(), "UTC-12:00")
    if is_word(name) and not _beside_time(folded, match.start()):
        return None
    return ZoneFound(*match.span(), abbreviation=name)


def _place(text: str, folded: str, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    """The longest known place that begins with word ``at``: how many words it takes and its zone."""
    known = index()
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        start, end = words[at].start("name"), words[at + count - 1].end()
        if end - start > 40:
            continue
        zone = known.get(folded[start:end])
        if zone is not None:
            return count, zone
    return None


def _capital(text: str, start: int) -> bool:
    """Whether a word is written as a name, in scripts that have capitals."""
    return not text[start].islower()


def _places(text: str, folded: str) -> Iterator[ZoneFound]:
    words = list(_WORD.finditer(folded))
    at = 0
    while at < len(words):
        found = _place(text, folded, words, at) if _capital(text, words[at].start("name")) else None
        if found is None:
            at += 1
            continue
        count, zone = found
        start, end = words[at].start("name"), words[at + count - 1].end()
        yield _widened(folded, start, end, zone)
        at += count


def _widened(folded: str, start: int, end: int, zone: str) -> ZoneFound:
    before = _BEFORE.search(folded[max(0, start - 30) : start])
    after = _AFTER.match(folded[end : end + 20])
    if before is None and after is None:
        return ZoneFound(start, end, zone, bare=True)
    begins = max(0, start - 30) + before.start() if before else start
    return ZoneFound(begins, end + after.end() if after else end, zone)


def _han(match: re.Match[str]) -> ZoneFound | None:
    """北京时间: the longest known name that ends before "time"."""
    for start in range(match.start(), match.end() - 1):
        zone = index().get(match.string[start : match.end()])
        if zone is not None:
            return ZoneFound(start, match.end() + 2, zone)
    return None


def offset_spans(folded: str) -> list[tuple[int, int]]:
    """Where offsets stand ("UTC+02:00"), whose figures are no clock times."""
    spans = [match.span() for match in _OFFSET.finditer(folded)]
    spans += [match.span() for match in _ISO_OFFSET.finditer(folded)]
    return spans + [match.span() for match in _BARE_OFFSET.finditer(folded)]


def find_zones(text: str, folded: str) -> list[ZoneFound]:
    """Zones and towns in the order of the text; a longer phrase hides the shorter ones inside it."""
    found = [_phrase(match) for match in _phrases().finditer(folded)]
    found += [each for match in _OFFSET.finditer(folded) if (each := _offset(match))]
    found += [each for match in _BARE_OFFSET.finditer(folded) if (each := _offset(match))]
    found += [each for match in _ISO_OFFSET.finditer(folded) if (each := _iso_offset(match))]
    found += [each for match in _abbreviations().finditer(text) if (each := _abbreviation(match, folded))]
    found += list(_places(text, folded))
    found += [each for match in _HAN_TIME.finditer(folded) if (each := _han(match))]
    found += [ZoneFound(*match.span()) for match in _LOCAL.finditer(folded)]
    return _without_inner(found)


def _without_inner(found: list[ZoneFound]) -> list[ZoneFound]:
    named = _first_of_overlapping([each for each in found if not each.bare])
    taken = {position for each in named for position in range(each.start, each.end)}
    bare = [each for each in found if each.bare and each.start not in taken]
    return sorted([*named, *bare], key=lambda each: each.start)


def _first_of_overlapping(found: list[ZoneFound]) -> list[ZoneFound]:
    kept: list[ZoneFound] = []
    for each in sorted(found, key=lambda zone: (zone.start, -(zone.end - zone.start))):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
