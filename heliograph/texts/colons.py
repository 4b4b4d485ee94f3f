"""The colon after words that name what follows, as a language sets it."""

from __future__ import annotations

from django.utils.translation import get_language

_BEFORE_WHAT_FOLLOWS = {"fr": "\u00a0: ", "zh": "："}


def colon_of(language: str | None) -> str:
    """The colon between two words of one line, with the spaces that the language sets around it."""
    return _BEFORE_WHAT_FOLLOWS.get((language or "").partition("-")[0], ": ")


def with_colon(words: object) -> str:
    """``words`` and the colon of the language that is written now; nothing follows the colon."""
    return f"{words}{colon_of(get_language()).rstrip(' ')}"
