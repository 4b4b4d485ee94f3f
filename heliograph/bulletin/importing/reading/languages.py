"""The language of a run: "ENGLISH: Tuesday, 20 January", "session en français le 21 janvier"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.sheet import Sheet

_NAMES = {
    "english": "en",
    "anglais": "en",
    "ingles": "en",
    "anglaise": "en",
    "french": "fr",
    "francais": "fr",
    "frances": "fr",
    "francaise": "fr",
    "spanish": "es",
    "espagnol": "es",
    "espanol": "es",
    "espagnole": "es",
    "castellano": "es",
    "arabic": "ar",
    "arabe": "ar",
    "russian": "ru",
    "russe": "ru",
    "ruso": "ru",
    "chinese": "zh",
    "chinois": "zh",
    "chino": "zh",
    "mandarin": "zh",
    "portuguese": "pt",
    "portugais": "pt",
    "portugues": "pt",
    "german": "de",
    "allemand": "de",
    "aleman": "de",
    "deutsch": "de",
    "italian": "it",
    "italien": "it",
    "italiano": "it",
    "korean": "ko",
    "coreen": "ko",
    "coreano": "ko",
    "japanese": "ja",
    "japonais": "ja",
    "japones": "ja",
    "العربية": "ar",
    "الفرنسية": "fr",
    "الانجليزية": "en",
    "русский": "ru",
    "английский": "en",
    "французский": "fr",
    "испанский": "es",
    "中文": "zh",
    "英语": "en",
    "法语": "fr",
}
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:^|[\s(|/;.,–-])(?:(?:in|en|session|sesion|seance|version|run|group|groupe|grupo|webinar|webinaire|group|the|la|el|for|pour|para|de)\s){{0,3}}"
    rf"(?P<name>{_NAME})(?:[\s-](?:session|version|run|group|speaking|language|edition|seance)s?)?(?=\s?(?:[:,)|–;.-]|$|on\b|le\b|el\b|at\b|\(|will\b|\d))"
)
_IN = re.compile(
    rf"\b(?:in|en|auf|em|session|version|sesion|seance)\s(?P<name>{_NAME})\b|\(\s?(?P<name2>{_NAME})\s?\)|\b(?P<name3>{_NAME})\s(?:session|version|run|speaking|edition)\b"
)
_PAIR = re.compile(
    rf"(?<!\w)(?:{_NAME})(?:,\s(?:{_NAME}))*,?\s(?:and|et|y|&|e|with|avec|con|or|ou|o)\s(?:en\s|in\s)?(?:{_NAME})\b|(?<!\w)(?:{_NAME})\s?/\s?(?:{_NAME})(?!\w)"
)
_NOT_A_RUN = re.compile(
    r"interpret|translat|subtit|caption|traduc|sous-tit|subtitul|available\sin|disponible|working\slanguage|langue\sde\stravail|idioma"
)


def _in_words(words: str) -> str | None:
    if _PAIR.search(words) or _NOT_A_RUN.search(words):
        return None
    names = [match for pattern in (_LABEL, _IN) for match in pattern.finditer(words)]
    codes = {_NAMES[name] for match in names for key, name in match.groupdict().items() if name}
    return codes.pop() if len(codes) == 1 else None


_PARTS = re.compile(r"[,;.]|\b(?:and|et|y)\b")


def run_language(mention: Mention, before: str, after: str, sheets: Sequence[Sheet]) -> str | None:
    """The language that words beside a mention, or a short line above it, give to it."""
    tail = _PARTS.split(before)[-1]
    found = _in_words(tail[-80:]) or _in_words(_PARTS.split(after)[0][:60])
    if found:
        return found
    if mention.sentence.start >= mention.start - len(before) and (found := _in_words(before[-80:])):
        return found
    if found := _preceding_label(mention):
        return found
    for number in mention.sheet.above[:2]:
        words = sheets[number].folded
        if len(words) <= 60 and (found := _in_words(words)):
            return found
    return None


def _preceding_label(mention: Mention) -> str | None:
    words = mention.sheet.folded[: mention.start]
    return _in_words(words) if len(words) < 40 else None
