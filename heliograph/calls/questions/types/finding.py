"""How answers are looked for and sorted: what each type offers to fill in, and the keys that stand for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from heliograph.moments.folding import fold

#: A key has so many characters at most.
LONGEST_KEY = 200
_FIRST = 10**17
_MICRO = 1_000_000


class Way(Enum):
    """How the answers to a question are looked for.

    ONE_OF: by keys that are offered. CONTAINS: by a part of the key. WORDS: by whole words, wherever they stand.
    NUMBERS and DAYS: by a first and a last one. ANY: only by whether there is an answer.
    """

    ONE_OF = "one-of"
    CONTAINS = "contains"
    WORDS = "words"
    NUMBERS = "numbers"
    DAYS = "days"
    ANY = "any"


@dataclass(frozen=True)
class Finder:
    """The way, and where keys are offered, each with its words for the reader."""

    way: Way
    offered: Sequence[tuple[str, str]] = ()


def key_of(text: str) -> str:
    """A text as a key: small letters without marks, spaces once, cut where it is long."""
    return " ".join(fold(text).split())[:LONGEST_KEY]


def key_of_number(number: float) -> str:
    """A number as a key that sorts as numbers do; to six decimals, up to 10**10 on both sides of 0."""
    return f"{round(number * _MICRO) + _FIRST:018d}"
