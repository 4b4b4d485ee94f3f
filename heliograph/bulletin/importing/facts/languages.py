"""The languages in which an item is offered: "ENGLISH:", "in English and French", "interprétation en espagnol".

Names count as whole words, and only those of the tongue in which the document, the item or the block is written; and
what a language calls itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from heliograph.bulletin.importing.facts.language_names import TONGUES, names_in
from heliograph.bulletin.importing.facts.tongue import tongue
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.source import Block, BlockKind

_UNITED_NATIONS = ("ar", "zh", "en", "fr", "ru", "es")
_WRITTEN = {
    "en": "en", "eng": "en", "fr": "fr", "fra": "fr", "es": "es", "esp": "es", "spa": "es", "ar": "ar", "ru": "ru",
    "zh": "zh", "pt": "pt",
}  # fmt: skip
#: What may follow a language that something is held in; "in French schools" names no language of the item.
_FOLLOWS = (
    r"(?=\s*(?:$|[.,;:!?)\]»”|\n/&–—-]|(?:and|or|with|by|at|on|from|only|version|via|is|are|will|for|to|as|"
    r"through|under|during|in|"
    r"language|subtitles?|interpretation|translation|simultaneously|if|but|which|session|et|ou|avec|sur|le|la|"
    r"les|à|pour|par|du|de|"
    r"au|aux|seront|sera|est|uniquement|dans|y|e|o|u|con|a|para|por|el|los|se|será|son|únicamente|solamente|"
    r"sobre|der|und|mit|"
    r"язык\w*|и|или|с|со|в|во|по|для|от|под|на|будет|будут)\b))(?!-\w)"
)
_JOINED = r"(?:,|/|&|\+|-|–|\||;|and|or|et|ou|y|e|o|und|oder|и|или|as well as|ainsi que|, and|, et)"
_OFFERS = (
    r"(?:interpret\w*|subtit\w*|sous-titr\w*|traduc\w*|translat\w*|captions?|"
    r"available|disponibles?|versions?|bilingual|bilingue|spoken|перевод\w*|субтитр\w*)"
)
_KINDS = r"(?:languages?|langues?|idiomas?|lenguas?|sprachen?|lingue|язык\w*)"


@dataclass(frozen=True)
class _Reader:
    """The patterns of a set of tongues: each has a group ``names``, in which ``one`` finds the names of ``codes``."""

    codes: Mapping[str, str]
    one: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]

    def named(self, flat: str) -> Iterator[tuple[int, str]]:
        """Where each language is named in folded text, and its code."""
        for pattern in self.patterns:
            for match in pattern.finditer(flat):
                for found in self.one.finditer(match["names"]):
                    yield match.start("names") + found.start(), self.codes[found[0]]


@cache
def _reader(tongues: frozenset[str]) -> _Reader:
    codes = {name: code for each in sorted(tongues) for name, code in names_in(each).items()}
    names = "|".join(sorted(map(re.escape, codes), key=len, reverse=True))
    bounded = rf"(?<!\w)(?:{names})(?!\w)"
    patterns = [*_spaced(bounded)]
    if "ar" in tongues:
        patterns += _arabic(bounded)
    if "zh" in tongues:
        return _Reader(codes, re.compile(names), (*patterns, *_chinese(f"(?:{names})")))
    return _Reader(codes, re.compile(bounded), tuple(patterns))


def _spaced(one: str) -> Iterator[re.Pattern[str]]:
    """In tongues that part their words by spaces."""
    many = rf"(?P<names>{one}(?:\s*{_JOINED}\s*(?:in |en |le |l'|el |the |на )?{one}){{0,12}})"
    yield re.compile(rf"\b(?:in|into|en|em|auf|both|from|на)\s+(?:both |either |le |the |l')?{many}{_FOLLOWS}")
    yield re.compile(rf"{_KINDS}\b(?:\s*\n:)?[^.;\n]{{0,45}}?{many}")
    yield re.compile(rf"{_OFFERS}[^.;\n]{{0,50}}?{many}{_FOLLOWS}")
    yield re.compile(
        rf"(?:^|\n|\| )\W{{0,3}}(?:in |en |version |session )?{many}(?:\s*\([^()]*\))?\s*(?::|\||$|\s[–—-]\s)"
    )
    yield re.compile(rf"\(\s*(?:in |en )?{many}(?: only| uniquement| solamente)?\s*\)")
    yield re.compile(
        rf"{many}\s*(?:sessions?|versions?|editions?|interpretation|subtitles|translations?|webinars?|language)\b"
    )
    yield re.compile(rf"(?:sessions?|versions?|ediciones|edicion|webinaires?)\s+(?:in |en )?{many}(?!-\w)")


def _arabic(one: str) -> Iterator[re.Pattern[str]]:
    """After the word for language or translation, and where "in" is part of the name: "بالعربية"."""
    many = rf"{one}(?:\s*[,،/]?\s*(?:او\s+)?{one}){{0,12}}"
    yield re.compile(rf"(?<!\w)(?:و|ب|وب)?(?:ال)?لغ(?:ة|ات|تين|تان)\s*:?\s*(?P<names>{many})")
    yield re.compile(rf"(?<!\w)و?(?:ال)?(?:ترجم|مترجم)\w*[^.\n]{{0,30}}?\b(?:الى|من|في)?\s*(?P<names>{many})")
    yield re.compile(rf"(?P<names>(?<!\w)(?=و?بال){many})")


def _chinese(one: str) -> Iterator[re.Pattern[str]]:
    """Between what introduces a language and what is done in it: words are not parted; "英语教师" offers nothing."""
    many = rf"(?P<names>{one}(?:\s*(?:和|及|与|或|以及|、|,|/|;)\s*{one}){{0,12}})"
    done = (
        r"(?=\s*(?:$|[.。,,;；!！、)）]|\n|(?:语|双语|两种|三种|四种|五种|六种|等|举行|进行|主持|授课|讲解|同声|传译|口译|翻译|字幕|"
        r"版|场|专场|提交|填写|撰写|发布|发言|提供|服务))"
        r")"
    )
    yield re.compile(rf"(?:用|以|为|语言\s*:?|语种\s*:?|提供|支持|译成|译为|配有|附有)\s*{many}{done}")
    yield re.compile(rf"{many}(?:同声传译|口译|翻译|字幕|专场|场次)")
    yield re.compile(rf"(?:^|\n)\W{{0,3}}{many}\s*(?:场|版)?\s*(?::|$)")


#: Not within a longer word or the name of a file: "Guide-FR-EN.pdf", "Co-EN/FR".
_CODE_RUN = re.compile(
    r"(?<![\w/.-])(?P<names>(?:EN|ENG|FR|FRA|ES|ESP|SPA|AR|RU|ZH|PT)(?:\s*[/|,+&·-]\s*(?:EN|"
    r"ENG|FR|FRA|ES|ESP|SPA|AR|RU|ZH|PT))+)(?!\w|-\w|\.[a-z]{2,5}\b)"
)
_CODE_ALONE = re.compile(r"(?:^|\()\s*(?P<names>EN|ENG|FR|FRA|ES|ESP|AR|RU|ZH|PT)\s*(?:[:)])")
#: After a clock time "(PT)" is the time of the Pacific.
_CLOCK = re.compile(r"(?:\d[:.]\d\d|\d\s*[ap]\.?\s?m\.?)\s*\(\s*$", re.IGNORECASE)
_SIX = re.compile(
    r"(?:six|all|toutes les|les six|los seis|todos los) (?:official |un |"
    r"united nations )*(?:languages|langues officielles|idiomas oficiales)"
)
#: A day in honour of a language offers nothing in it.
_DAYS = re.compile(
    r"\w+ language (?:day|week)|"
    r"(?:journee|semaine|fete|dia|semana)s? [^.;:\n]{0,40}(?:langue|lengua|idioma)s? \w+"
)


def languages(blocks: Sequence[Block], written_in: str) -> tuple[str, ...]:
    """BCP 47 codes of the languages that an item offers, as they are named; ``written_in`` is the document's."""
    around = frozenset({written_in, tongue("\n".join(block.text for block in blocks))})
    return tuple(dict.fromkeys(code for block in blocks for code in _offered(block, around)))


def _offered(block: Block, around: frozenset[str]) -> list[str]:
    if block.kind is BlockKind.IMAGE:
        return []
    flat = _DAYS.sub(lambda found: " " * len(found[0]), folded_in_place(block.text))
    found = [*_reader(_tongues(block.text, around)).named(flat)]
    found += _coded(block.text)
    found += [(match.start(), code) for match in _SIX.finditer(flat) for code in _UNITED_NATIONS]
    return [code for _, code in sorted(found, key=lambda one: one[0])]


def _coded(text: str) -> Iterator[tuple[int, str]]:
    """Where languages are named by codes in capitals."""
    for pattern in (_CODE_RUN, _CODE_ALONE):
        for match in pattern.finditer(text):
            begin = match.start("names")
            if match["names"] == "PT" and _CLOCK.search(text, max(0, begin - 12), begin):
                continue
            for at, code in enumerate(re.findall(r"[A-Z]+", match["names"])):
                yield match.start() + at, _WRITTEN[code.lower()]


def _tongues(text: str, around: frozenset[str]) -> frozenset[str]:
    """In which tongues a block may name languages: in those around it, and in its own."""
    return (around | {tongue(text)}) & {*TONGUES} or frozenset({"en"})


def folded_in_place(text: str) -> str:
    """Lower case without accents, each character where it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    return sign if sign.isspace() else (folded(sign) or sign)[:1]
