"""Words as a search compares them: the same for every script and for both databases.

Letters lose their marks and their case (Unicode NFKD), Chinese and Japanese are cut into overlapping pairs
because they are written without spaces, Arabic loses its article and its lengthening stroke and has one
form each of alef, yeh and heh.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

#: From this length on, a word that is searched for also finds the longer words that begin with it.
PREFIX = 3

#: Letters of a word that count.
LONGEST = 60

_ARABIC = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None})
_ARTICLES = ("وال", "بال", "فال", "كال", "ال", "لل")
_PAIRED = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True)
class Word:
    """A token and where in the text it stands (characters, end exclusive)."""

    token: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a snippet; ``hit`` where it is what was searched for."""

    text: str
    hit: bool


def _is_paired(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _PAIRED)


@lru_cache(maxsize=8192)
def _kind(sign: str) -> str:
    """``pair`` for signs cut in pairs, ``word`` for letters, digits and their marks, else empty."""
    if _is_paired(sign):
        return "pair"
    return "word" if unicodedata.category(sign)[0] in "LNM" else ""


def _plain(text: str) -> str:
    """NFKD without marks, lower case, letters and digits only."""
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(sign for sign in text.lower() if sign.isalnum())
    parts = unicodedata.normalize("NFKD", text.casefold()).translate(_ARABIC)
    return "".join(sign for sign in parts.casefold() if unicodedata.category(sign)[0] in "LN")


def _without_article(token: str) -> str:
    for article in _ARTICLES:
        if token.startswith(article) and len(token) - len(article) >= 3:
            return token[len(article) :]
    return token


def _pairs(run: str, start: int) -> Iterator[Word]:
    size = min(len(run), 2)
    for index in range(len(run) - size + 1):
        if token := _plain(run[index : index + size]):
            yield Word(token, start + index, start + index + size)


def words(text: str) -> Iterator[Word]:
    """The tokens of a text in order, with their places."""
    start = 0
    for kind, signs in groupby(text, _kind):
        run = "".join(signs)
        if kind == "pair":
            yield from _pairs(run, start)
        elif kind == "word" and (token := _without_article(_plain(run))):
            yield Word(token[:LONGEST], start, start + len(run))
        start += len(run)


def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text in order, repeated ones included."""
    return tuple(token for run in text.split() for token in (_of_run(run) if len(run) <= LONGEST else _all_of(run)))


def _all_of(run: str) -> tuple[str, ...]:
    return tuple(word.token for word in words(run))


#: The same words come again and again where many texts are put into a search.
_of_run = lru_cache(maxsize=16_384)(_all_of)


def is_prefix(token: str) -> bool:
    """Whether a token that is searched for stands for all that begin with it: long enough, or a single paired sign."""
    return len(token) >= PREFIX or (len(token) == 1 and _is_paired(token))


def found(word: str, asked: Sequence[str]) -> bool:
    """Whether a token of a text is one that was asked for."""
    return any(word == token or (is_prefix(token) and word.startswith(token)) for token in asked)


def _spans(text: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    """Where the asked tokens stand; neighbours that touch or overlap are one."""
    spans: list[tuple[int, int]] = []
    for word in words(text):
        if not found(word.token, asked):
            continue
        if spans and word.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _window(text: str, first: int, width: int) -> tuple[int, int]:
    """A stretch of about ``width`` characters around ``first``, not cutting a word that spaces bound."""
    start = max(0, first - width // 3)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + width)
    if end < len(text):
        space = text.rfind(" ", first, end)
        end = space if space > first else end
    return start, end


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    """The stretch from ``start`` to ``end`` in pieces, those of ``spans`` as hits."""
    pieces, at = [], start
    for first, last in spans:
        if first >= end:
            break
        pieces += [Piece(text[at:first], False), Piece(text[first : min(last, end)], True)]
        at = min(last, end)
    return [*pieces, Piece(text[at:end], False)]


def marked(text: str, asked: Sequence[str]) -> tuple[Piece, ...]:
    """A whole text with what was searched for marked."""
    return tuple(piece for piece in _cut(text, _spans(text, asked), 0, len(text)) if piece.text)


def snippet(text: str, asked: Sequence[str], width: int = 220) -> tuple[Piece, ...]:
    """The part of a text around the first hit, cut into pieces; its beginning where there is none."""
    flat = " ".join(text.split())
    spans = _spans(flat, asked)
    start, end = _window(flat, spans[0][0] if spans else 0, width)
    before = [Piece("…", False)] if start else []
    after = [Piece("…", False)] if end < len(flat) else []
    return tuple(piece for piece in [*before, *_cut(flat, spans, start, end), *after] if piece.text)
