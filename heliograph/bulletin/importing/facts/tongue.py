"""The language in which a document is written: by its script, then by its commonest words."""

from __future__ import annotations

import re
from collections import Counter


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that carry grammar; each belongs to few of these languages.
_WORDS: dict[str, frozenset[str]] = {
    "en": _set("the of and to in is for on with by are be this that from will at your you our please we or as have"),
    "fr": _set(
        "le la les des du et est pour dans sur avec par une un aux vous nous votre notre sont qui ce cette au en de à"
    ),
    "es": _set(
        "el la los las del y es para en con por una un que su sus se al nos nuestro este esta son más a de como"
    ),
    "pt": _set("o a os as do da dos das e é para em com por uma um que seu sua se ao não no na são mais de"),
    "de": _set("der die das und ist für in mit von den dem ein eine zu auf werden wird sie wir ihre bitte im am bis"),
    "it": _set("il la gli le del della e è per in con da una un che si al non nel dei sono di alla vi"),
    "nl": _set("de het een en van is voor in met op te zijn wordt u wij uw dat deze aan door"),
    "id": _set("yang dan di untuk dengan dari pada ini akan ke adalah dalam kami anda oleh"),
    "tr": _set("ve bir bu için ile olarak olan da de çok daha tarihinde kadar"),
    "pl": _set("i w na z do się jest oraz dla od przez że o jak są prosimy"),
    "vi": _set("và của là các cho trong được với có này những đến vào"),
    "sw": _set("na ya wa kwa ni katika za la kuwa hii hiyo yako wetu"),
}
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000
#: Kana or hangul settles it even where most signs are Han.
_SETTLING = 0.08


def tongue(text: str) -> str:
    """The BCP 47 code of the language, ``en`` where there is nothing to tell by."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str | None:
    letters = sum(sign.isalpha() for sign in sample) or 1
    shares = {code: len(pattern.findall(sample)) / letters for code, pattern in _SCRIPTS}
    if shares["ja"] > _SETTLING:
        return "ja"
    code = max(shares, key=lambda one: shares[one])
    if shares[code] < 0.3:
        return None
    return _arabic(sample) if code == "ar" else _cyrillic(sample) if code == "ru" else code


def _arabic(sample: str) -> str:
    if re.search(r"[ٹڈڑںے]", sample):
        return "ur"
    return "fa" if len(re.findall(r"[پچژگ]", sample)) > len(sample) / 200 else "ar"


def _cyrillic(sample: str) -> str:
    return "uk" if len(re.findall(r"[іїєґІЇЄҐ]", sample)) > len(sample) / 100 else "ru"


def _by_words(sample: str) -> str:
    counts = Counter(_WORD.findall(sample.lower()))
    scores = {code: sum(counts[word] for word in words) for code, words in _WORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] else "en"
