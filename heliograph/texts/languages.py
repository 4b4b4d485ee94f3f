"""The languages of texts: which there are, which way they run, what a reader falls back to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Languages in which texts may be written, the six of the United Nations, most used first.
CONTENT_LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "ar", "ru", "zh")

NATIVE_NAMES: dict[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "sd", "ug", "yi"})


def base(tag: str) -> str:
    """The primary subtag of a BCP 47 tag, lower case: ``fr`` of ``fr-CA``."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def is_right_to_left(tag: str) -> bool:
    return base(tag) in _RIGHT_TO_LEFT


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``, as HTML's ``dir`` wants it."""
    return "rtl" if is_right_to_left(tag) else "ltr"


def choose(wanted: Iterable[str], offered: Sequence[str]) -> str:
    """The first offered language that the reader wants, compared by primary subtag, else the first offered.

    Raises ValueError where nothing is offered.
    """
    if not offered:
        raise ValueError("no language is offered")
    by_base = {base(tag): tag for tag in reversed(offered)}
    return next((by_base[base(tag)] for tag in wanted if base(tag) in by_base), offered[0])
