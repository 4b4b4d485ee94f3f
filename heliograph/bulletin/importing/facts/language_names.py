"""What languages are called: in each tongue that is read, in the forms of its grammar, and by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from heliograph.bulletin.importing.labels import folded

#: The tongues in which names are known.
TONGUES = ("en", "fr", "es", "pt", "de", "it", "ru", "ar", "zh")
_CODES: tuple[str, ...] = tuple(
    re.findall(
        r"\w+",
        "en fr es ar ru zh pt de it ja ko tr fa hi bn ur id ms th vi el he hy ka uk pl nl sv da fi no hu cs sk ro bg "
        "sr hr sl et lv lt sq mk mn km lo my ne si ta sw am ha yo ht ca eu gl mt is ga az kk ky uz tg tk ps so rw mg",
    )
)
#: Names beside those of CLDR, without accents.
_MORE: Mapping[str, Mapping[str, str]] = {
    "en": {"mandarin": "zh", "farsi": "fa", "creole": "ht"},
    "fr": {"anglaise": "en", "francaise": "fr", "espagnole": "es", "mandarin": "zh", "farsi": "fa", "creole": "ht"},
    "es": {
        "castellano": "es", "mandarin": "zh", "chino mandarin": "zh", "farsi": "fa", "inglesa": "en",
        "francesa": "fr", "espanola": "es",
    },
    "zh": {"汉语": "zh", "普通话": "zh"},
}  # fmt: skip
#: What ends a Russian adjective ("английский") in the cases in which a language is named; й is folded to и.
_RUSSIAN = ("ии", "ого", "ому", "им", "ом", "ая", "ую", "ои", "ие", "их", "ими")
#: What is written before an Arabic name as one word with it: and, in, for …
_ARABIC = ("", "و", "ب", "وب", "ف")
_SHORTEST = 4


@cache
def names_in(tongue: str) -> Mapping[str, str]:
    """The names and their forms in a tongue, folded, to BCP 47 codes; with what each language calls itself."""
    found: dict[str, str] = {}
    for name, code in (*_own(), *_called(tongue)):
        found.update(dict.fromkeys(_forms(name, tongue), code))
    return {name: code for name, code in found.items() if len(name) >= _SHORTEST or name > "\u0400"}


@cache
def language_names() -> Mapping[str, str]:
    """The names in all tongues that are read."""
    return {name: code for tongue in TONGUES for name, code in names_in(tongue).items()}


def _own() -> Iterator[tuple[str, str]]:
    for code in _CODES:
        if name := Locale(code).languages.get(code):
            yield folded(name), code


def _called(tongue: str) -> Iterator[tuple[str, str]]:
    if tongue not in TONGUES:
        return
    known = Locale(tongue).languages
    yield from ((folded(known[code]), code) for code in _CODES if code in known)
    yield from _MORE.get(tongue, {}).items()


def _forms(name: str, tongue: str) -> Iterator[str]:
    yield name
    if tongue == "ru" and name.endswith("ии"):
        yield from (name[:-2] + ending for ending in _RUSSIAN)
    if tongue == "ar" and name.startswith("ال"):
        yield from (before + name for before in _ARABIC)
        yield from ("لل" + name[2:], "ولل" + name[2:])
    if tongue == "zh" and name.endswith("语"):
        yield name[:-1] + "文"
