"""Where the facts of a draft stand in its source, and the source cut up so that each passage can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from heliograph.bulletin.review import Data, Fact


@dataclass(frozen=True)
class Passage:
    """The half-open range of the source that a fact was read from."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Piece:
    """A run of the source: the fact that it leads to (the shortest of those over it), and the facts that begin here."""

    text: str
    key: str
    begins: tuple[str, ...]


def item_starts(source: str, data: Data) -> list[int]:
    """Where each item begins: its title, searched for after the one before; else where the one before began."""
    starts: list[int] = []
    cursor = 0
    for item in data.get("items", []):
        found = source.find(str(item.get("title") or ""), cursor) if item.get("title") else -1
        offsets = [one["offset"] for one in item.get("moments", []) if isinstance(one.get("offset"), int)]
        start = found if found >= 0 else max(cursor, min(offsets, default=cursor))
        starts.append(start)
        cursor = start + 1
    return starts


def locate(source: str, facts: Sequence[Fact], starts: Sequence[int]) -> list[Passage]:
    """The passages of those facts whose words stand in the source; a moment's by its offset, others by their words."""
    bounds = [*starts, len(source)]
    found = []
    for fact in facts:
        begin, end = (0, len(source)) if fact.item is None else (bounds[fact.item], bounds[fact.item + 1])
        at = _position(source, fact, begin, end)
        if at >= 0 and fact.text:
            found.append(Passage(at, at + len(fact.text), fact.key))
    return found


def _position(source: str, fact: Fact, begin: int, end: int) -> int:
    if fact.offset is not None and source.startswith(fact.text, fact.offset):
        return fact.offset
    inside = source.find(fact.text, begin, end) if fact.text else -1
    if inside < 0 and fact.kind == "item":
        return source.find(fact.text) if fact.text else -1
    return inside


def cut(source: str, passages: Sequence[Passage], begin: int = 0, end: int | None = None) -> list[Piece]:
    """The source between two places as pieces; where passages overlap, a piece leads to the shortest of them."""
    end = len(source) if end is None else end
    inside = [one for one in passages if begin <= one.start < end]
    edges = sorted({begin, end, *(one.start for one in inside), *(min(one.end, end) for one in inside)})
    by_length = sorted(inside, key=lambda one: (one.end - one.start, one.start))
    pieces = []
    for left, right in pairwise(edges):
        over = next((one.key for one in by_length if one.start <= left < one.end), "")
        begins = tuple(one.key for one in by_length if one.start == left)
        pieces.append(Piece(source[left:right], over, begins))
    return pieces
