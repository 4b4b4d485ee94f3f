"""Places named in an item: countries (names from CLDR), known towns, and what stands where a place is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale

from heliograph.bulletin.importing.facts.language_names import language_names
from heliograph.bulletin.importing.facts.towns import TOWNS
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.outline.calendar import is_date_line, months
from heliograph.bulletin.importing.source import Block

_LANGUAGES = ("en", "fr", "es")
_NO_COUNTRIES = frozenset(
    ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "HM", "BV", "AQ")
)
_OTHER_NAMES = (
    "UK",
    "USA",
    "U.S.A.",
    "Ivory Coast",
    "Turkey",
    "Czech Republic",
    "Russian Federation",
    "Republic of Korea",
    "Viet Nam",
    "Syria",
    "Palestine",
    "Tanzania",
    "Moldova",
    "Bolivia",
    "Venezuela",
    "Iran",
    "Laos",
    "Korea",
    "Côte d'Ivoire",
    "Cabo Verde",
    "Eswatini",
    "République de Corée",
    "Palestine",
    "Fédération de Russie",
    "République dominicaine",
    "República de Corea",
    "Federación de Rusia",
    "Corea",
    "Corée",
    "DR Congo",
    "Great Britain",
    "England",
    "Scotland",
    "Wales",
    "Angleterre",
    "Inglaterra",
)
_CAP = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_PHRASE = (
    rf"{_CAP}(?: (?:(?:of|de|du|des|del|da|do|di|d'|la|le|les|el|los|las|the|and|et|y|&|au|en) ){{0,2}}{_CAP}){{0,5}}"
)
_HELD = re.compile(
    r"(?:(?:(?:held|hosted|organi[sz]ed|located|take[sn]? place|taking place|based|meet(?:ing)?|"
    r"gather(?:ing)?) (?:on-site |physically )?(?:in|at))|"
    r"(?:(?:aura|ont|a eu|auront|avait) lieu|se (?:tient|tiendra|tiennent|tiendront|déroule|déroulera|"
    r"dérouleront)|organisée?s?|accueillie?) (?:à|au|en|aux|dans)(?: la| le| l['’])?|"
    r"(?:tendrá|tendrán|tuvo|tiene) lugar en|se (?:celebra|celebrará|celebrarán|celebró|realizará|"
    r"llevará a cabo|desarrollará) en|organizad[oa]s? en)"
    rf"(?: the| el| la| le| l['’])? ?(?P<place>{_PHRASE}(?:, {_PHRASE}){{0,2}})"
)
_VENUES = (
    r"(?:m[ée]diath[èe]que|biblioth[èe]que|mus[ée]e|lyc[ée]e|coll[èe]ge|universit[ée]|palais|th[ée][âa]tre|centre|école|mairie|maison|salle|gare|"
    r"museo|biblioteca|universidad|palacio|teatro|centro|escuela|ayuntamiento|casa|"
    r"museum|library|university|palace|theatre|theater|"
    r"cent(?:re|er)|school|town hall|city hall|college)(?: [a-zà-ÿ]+){0,2}"
)
_VENUE = re.compile(
    rf"(?:à la|au|à l['’]|dans l[ea]|en la|en el|at the|in the) ?{_VENUES} "
    r"(?:de |d['’]|of |in |del? )(?:la ville de |the )?"
    rf"(?P<place>{_PHRASE})"
)
_SAID = re.compile(
    r"(?:^|[\n|•])\W{0,3}(?:venue|place|location|where|lieu|endroit|où|lugar|sede|dónde|ort|luogo|local|المكان|"
    r"место|地点)\s*[:：]\s*(?P<place>[^|\n;.()]{3,80})",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:online|on-line|virtual|zoom|teams|webex|meet|hybrid|en ligne|visioconférence|en línea|virtual|tbc|"
    r"tbd|to be |à confirmer|por confirmar|youtube)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:time|hours?|local|agreement|accords?|declaration|framework|convention|consensus|"
    r"committee|protocol|principles|roadmap|"
    r"hora|heure|action|charter|conference on|summit on|statement|road map|call|UTC|GMT)\b|^\s*(?:/|"
    r"\))?\s*(?:time|UTC|GMT)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:heure|heures|hora|horas|time(?: in)?|hour|horário|uhr|accords?|agreement|convention|"
    r"déclaration|marco|feuille de route) (?:locale? )?(?:de |d['’]|of |in |du |del? )?(?:la |el )?$",
    re.IGNORECASE,
)
_COMMON = frozenset(
    [
        "Réunion",
        "Reunion",
        "Center",
        "Victoria",
        "Granada",
        "Rosario",
        "Valencia",
        "Córdoba",
        "Santiago",
        "Porto",
        "Sofia",
        "Florence",
        "Georgetown",
        "Kingston",
    ]
)
_LOCATIVE = re.compile(r"(?:\b(?:in|at|to|from|near|en|à|a|au|de|desde|vers|of)|[,|(–-])\s*$", re.IGNORECASE)


#: What may stand in capitals where a place could: seasons, and things that one does "in".
_NO_TOWNS = re.compile(
    r"(?:spring|summer|autumn|fall|winter|printemps|été|automne|hiver|primavera|verano|otoño|invierno|cooperation|partnership|"
    r"collaboration|conjunction|parallel|person|presence|partenariat|coopération|colaboración|cooperación|early|late|mid|week|"
    r"the|all|both|two|three|several|many)\b"
)


@cache
def _known() -> re.Pattern[str]:
    names = set(TOWNS) | set(_OTHER_NAMES)
    for language in _LANGUAGES:
        territories = Locale(language).territories
        names |= {
            name
            for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
        }
    escaped = sorted((re.escape(name).replace("’", "['’]") for name in names if len(name) > 1), key=len, reverse=True)
    return re.compile(r"(?<![\w@./-])(?:" + "|".join(escaped) + r")(?![\w@]|-\w|\.\w)")


@cache
def _joined() -> re.Pattern[str]:
    known = _known().pattern
    return re.compile(
        rf"(?:(?<![\w@])(?P<town>{_CAP}(?: (?:de |la |el |"
        rf"del )?{_CAP}){{0,2}}), )?(?P<known>{known})(?:, (?P<country>{known}))?"
    )


def places(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The places in the order of the text; a town is not given again where it stands with its country."""
    found: list[str] = []
    for block in blocks:
        for _, place in sorted(_in_block(block.text)):
            _add(place, found)
    return tuple(found)


def _add(place: str, found: list[str]) -> None:
    shown = re.sub(r"\s+", " ", place).strip(" ,.;:'’")
    if not shown or any(shown == one or shown in one.split(", ") for one in found):
        return
    found[:] = [one for one in found if one not in shown.split(", ")]
    found.append(shown)


def _in_block(text: str) -> Iterator[tuple[int, str]]:
    taken: list[tuple[int, int]] = []
    for pattern in (_SAID, _HELD, _VENUE):
        for match in pattern.finditer(text):
            place = _tidied(match["place"])
            if place and not any(start <= match.start("place") < end for start, end in taken):
                taken.append((match.start("place"), match.start("place") + len(place)))
                yield match.start("place"), place
    for match in _joined().finditer(text):
        start, place = _standing(match, text)
        if place and not any(first <= start < end for first, end in taken):
            yield start, place


_NEAR = 60


def _standing(match: re.Match[str], text: str) -> tuple[int, str]:
    """The place of a match with its town, where the words around do not speak of something else."""
    after = text[match.end() : match.end() + _NEAR]
    before = text[max(0, match.start("known") - _NEAR) : match.start("known")]
    if _AFTER.match(after) or _BEFORE.search(before):
        return match.start(), ""
    if match["known"] in _COMMON and not match["country"] and not _LOCATIVE.search(before):
        return match.start(), ""
    if match["town"] and _is_town(match["town"]):
        return match.start(), match[0]
    return match.start("known"), match[0][match.start("known") - match.start() :]


def _is_town(words: str) -> bool:
    parts = words.lower().split()
    return not any(word.rstrip(".") in months() for word in parts) and len(words) > 2 and not words.isupper()


def _tidied(raw: str) -> str:
    """A place that was said, without what follows it; empty where it is no place."""
    place = re.split(
        r"\s[–—-]\s|\s(?:on|from|le|du|el|del \d|at \d|à \d|and online|et en ligne|y en línea)\s", raw.strip()
    )[0].strip(" ,:")
    if _NO_PLACE.search(place) or is_date_line(place) or not re.search(r"[^\W\d_]{2}", place):
        return ""
    words = place.lower().replace(",", " ").split()
    if not words or _NO_TOWNS.match(words[0]) or folded(words[0]) in language_names():
        return ""
    return "" if any(word in months() for word in words) or len(words) > 10 else place
