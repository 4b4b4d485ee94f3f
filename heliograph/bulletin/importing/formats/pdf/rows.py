"""The parts of a page: words with their look, rows of words, tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in points from the page's upper left corner; ``uri`` where it is a link."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words as it is read, in the column from ``left`` to ``right``; ``flow`` counts columns and bands."""

    words: tuple[Word, ...]
    page: int
    left: float
    right: float
    flow: int
    in_margin: bool = False
    is_foot: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: weights[size])

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(sign.isalnum() for sign in word.text))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells, and where it stands."""

    cells: tuple[tuple[str, ...], ...]
    top: float
    page: int
    flow: int


Part = Row | Grid
