"""Words as they are compared: letters and digits alone, without marks and case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The letters and digits of a text, without marks, case, spaces and punctuation."""
    if text.isascii():
        return "".join(sign for sign in text.lower() if sign.isalnum())
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in letters if sign.isalnum())
