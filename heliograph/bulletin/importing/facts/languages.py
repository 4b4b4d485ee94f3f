"""The languages in which an item is offered: "ENGLISH:", "in English and French", "interprétation en espagnol"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from babel import Locale

from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.source import Block, BlockKind

_NAMED_IN = ("en", "fr", "es", "pt", "de", "it", "ru", "ar", "zh")
_CODES = frozenset(
    re.findall(
        r"\w+",
        "en fr es ar ru zh pt de it ja ko tr fa hi bn ur id ms th vi el he hy ka uk pl nl sv da fi no hu cs sk ro bg "
        "sr hr sl et lv lt sq mk mn km lo my ne si ta sw am ha yo ht ca eu gl mt is ga az kk ky uz tg tk ps so rw mg",
    )
)
_UNITED_NATIONS = ("ar", "zh", "en", "fr", "ru", "es")
_WRITTEN = {
    "en": "en",
    "eng": "en",
    "fr": "fr",
    "fra": "fr",
    "es": "es",
    "esp": "es",
    "spa": "es",
    "ar": "ar",
    "ru": "ru",
    "zh": "zh",
    "pt": "pt",
}
#: What may follow a language that something is held in; "in French schools" names no language of the item.
_FOLLOWS = (
    r"(?=\s*(?:$|[.,;:!?)\]»”|\n/&–—-]|(?:and|or|with|by|at|on|from|only|version|via|is|are|will|for|to|as|"
    r"through|under|during|in|"
    r"language|subtitles?|interpretation|translation|simultaneously|if|but|which|session|et|ou|avec|sur|le|la|"
    r"les|à|pour|par|du|de|"
    r"au|aux|seront|sera|est|uniquement|dans|y|e|o|u|con|a|para|por|el|los|se|será|son|únicamente|solamente|"
    r"sobre|der|und|mit)\b))(?!-\w)"
)


@cache
def language_names() -> dict[str, str]:
    """The names of languages in the tongues that are read, without accents, to their BCP 47 codes."""
    found: dict[str, str] = {}
    for language in _NAMED_IN:
        known = Locale(language).languages
        found.update({folded(known[code]): code for code in _CODES if code in known})
    found.update(
        {
            "castellano": "es",
            "mandarin": "zh",
            "chino mandarin": "zh",
            "farsi": "fa",
            "anglaise": "en",
            "francaise": "fr",
        }
    )
    found.update(
        {"한국어": "ko", "日本語": "ja", "فارسی": "fa", "اردو": "ur", "中文": "zh", "turkce": "tr", "polski": "pl"}
    )
    found.update({"espagnole": "es", "inglesa": "en", "francesa": "fr", "espanola": "es", "creole": "ht"})
    return {name: code for name, code in found.items() if len(name) > 3 or name > "\u0400"}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    one = r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, language_names()), key=len, reverse=True)) + r")(?!\w)"
    many = (
        rf"{one}(?:\s*(?:,|/|&|\+|-|–|\||;|and|or|et|ou|y|e|o|und|oder|as well as|ainsi que|, and|, et)"
        rf"\s*(?:in |en |le |l'|el |the )?{one}){{0,12}}"
    )
    langs = r"(?:languages?|langues?|idiomas?|lenguas?|sprachen?|lingue|язык\w*|لغ(?:ة|ات))"
    offers = (
        r"(?:interpret\w*|subtit\w*|sous-titr\w*|traduc\w*|translat\w*|captions?|"
        r"available|disponibles?|versions?|bilingual|bilingue|spoken)"
    )
    return (
        re.compile(
            rf"(?:\b(?:in|into|en|em|auf|both|from)\s+(?:both |either |le |the |"
            rf"l')?)(?P<names>{many}){_FOLLOWS}"
        ),
        re.compile(rf"{langs}\b(?:\s*\n:)?[^.;\n]{{0,45}}?(?P<names>{many})"),
        re.compile(rf"{offers}[^.;\n]{{0,50}}?(?P<names>{many}){_FOLLOWS}"),
        re.compile(
            rf"(?:^|\n|\| )\W{{0,3}}(?:in |en |version |"
            rf"session )?(?P<names>{many})(?:\s*\([^()]*\))?\s*(?::|\||$|\s[–—-]\s)"
        ),
        re.compile(rf"\(\s*(?:in |en )?(?P<names>{many})(?: only| uniquement| solamente)?\s*\)"),
        re.compile(
            rf"(?P<names>{many})\s*(?:sessions?|versions?|editions?|interpretation|subtitles|"
            rf"translations?|webinars?|language)\b"
        ),
        re.compile(rf"(?:sessions?|versions?|ediciones|edicion|webinaires?)\s+(?:in |en )?(?P<names>{many})"),
        re.compile(r"(?:باللغ\w+|باللغات|بال|на|اللغ\w+)\s*(?P<names>[^.\n]{2,80})"),
    )


_CODE_RUN = re.compile(
    r"(?<![\w/])(?P<names>(?:EN|ENG|FR|FRA|ES|ESP|SPA|AR|RU|ZH|PT)(?:\s*[/|,+&·-]\s*(?:EN|"
    r"ENG|FR|FRA|ES|ESP|SPA|AR|RU|ZH|PT))+)(?!\w)"
)
_CODE_ALONE = re.compile(r"(?:^|\()\s*(?P<names>EN|ENG|FR|FRA|ES|ESP|AR|RU|ZH|PT)\s*(?:[:)])")
_SIX = re.compile(
    r"(?:six|all|toutes les|les six|los seis|todos los) (?:official |un |"
    r"united nations )*(?:languages|langues officielles|idiomas oficiales)"
)


#: A day in honour of a language offers nothing in it.
_DAYS = re.compile(
    r"\w+ language (?:day|week)|"
    r"(?:journee|semaine|fete|dia|semana)s? [^.;:\n]{0,40}(?:langue|lengua|idioma)s? \w+"
)


def languages(blocks: Iterable[Block]) -> tuple[str, ...]:
    """BCP 47 codes of the languages offered, in the order in which they are named."""
    return tuple(dict.fromkeys(code for block in blocks for code in _offered(block)))


def _offered(block: Block) -> list[str]:
    if block.kind is BlockKind.IMAGE:
        return []
    flat = _DAYS.sub(lambda found: " " * len(found[0]), folded_in_place(block.text))
    found: list[tuple[int, str]] = []
    for pattern in _patterns():
        for match in pattern.finditer(flat):
            found += [(match.start("names") + at, code) for at, code in _codes(match["names"])]
    for pattern in (_CODE_RUN, _CODE_ALONE):
        for match in pattern.finditer(block.text):
            found += [
                (match.start() + at, _WRITTEN[c.lower()]) for at, c in enumerate(re.findall(r"[A-Z]+", match["names"]))
            ]
    found += [(match.start(), code) for match in _SIX.finditer(flat) for code in _UNITED_NATIONS]
    return [code for _, code in sorted(found, key=lambda one: one[0])]


def _codes(names: str) -> Iterator[tuple[int, str]]:
    for found in _one().finditer(names):
        yield found.start(), language_names()[found[0]]


@cache
def _one() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, language_names()), key=len, reverse=True)))


def folded_in_place(text: str) -> str:
    """Lower case without accents, each character where it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    return sign if sign.isspace() else (folded(sign) or sign)[:1]
