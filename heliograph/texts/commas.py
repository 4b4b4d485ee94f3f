"""The comma between the words of a list, as a language sets it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

_BETWEEN = {"ar": "، ", "zh": "，"}


def comma_of(language: str | None) -> str:
    """The comma between two words of one line, with the space that the language sets after it."""
    return _BETWEEN.get((language or "").partition("-")[0], ", ")


def with_commas(words: Iterable[object], language: str | None = None) -> str:
    """``words`` on one line, as ``language`` lists them, or the one that is written now; None and "" are left out."""
    told = (str(each) for each in words if each is not None)
    return comma_of(language or get_language()).join(filter(None, told))
