"""Keys of questions and options: made once from the words they begin with, and never changed afterwards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import count

from heliograph.moments.folding import fold

#: A question's key stands beside its files, too (``AnswerFile.question``).
LONGEST = 40
_ROOM_FOR_NUMBER = 4
_OTHER = re.compile(r"[^a-z0-9]+")


def key_from(words: str, taken: Collection[str], otherwise: str) -> str:
    """A key that is not taken: Latin letters and digits of ``words``, beginning with a letter, at most ``LONGEST``.

    ``otherwise`` is taken where the words have none (another script).
    """
    plain = _OTHER.sub("_", fold(words)).strip("_")
    if plain[:1].isdigit():
        plain = f"{otherwise}_{plain}"
    plain = _short(plain) or otherwise
    return plain if plain not in taken else next(key for key in _numbered(plain) if key not in taken)


def _short(plain: str) -> str:
    """Whole words of it, as many as fit beside a number; the first cut where it alone does not fit."""
    most = LONGEST - _ROOM_FOR_NUMBER
    if len(plain) <= most:
        return plain
    cut = plain[: most + 1].rpartition("_")[0]
    return cut or plain[:most]


def _numbered(plain: str) -> Iterator[str]:
    return (f"{plain}_{number}" for number in count(2))
