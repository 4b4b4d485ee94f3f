"""Which asterisks and underscores belong together, after CommonMark 0.31, section 6.2 (simplified)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A run of one sign at ``place`` of the text, with its neighbours."""

    run: str
    place: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        if self._is_strong:
            return not self.after.isspace()
        left = _flanks(self.before, self.after)
        return left and (self.run[0] == "*" or not (_flanks(self.after, self.before) and not _is_mark(self.before)))

    @property
    def _is_strong(self) -> bool:
        """Word processors put bold anywhere ("10**:**00"): two asterisks need no word's edge to count."""
        return self.run[0] == "*" and len(self.run) > 1

    @property
    def closes(self) -> bool:
        if self._is_strong:
            return not self.before.isspace()
        right = _flanks(self.after, self.before)
        return right and (self.run[0] == "*" or not (_flanks(self.before, self.after) and not _is_mark(self.after)))


@dataclass
class _Open:
    sign: str
    place: int
    left: int


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _flanks(outer: str, inner: str) -> bool:
    if inner.isspace():
        return False
    return not _is_mark(inner) or outer.isspace() or _is_mark(outer)


def pairs(marks: Sequence[Mark]) -> tuple[list[tuple[int, int, bool]], set[int]]:
    """The spans (start, end, strong) between the marks that pair up, and the places of the signs to drop.

    Positions count the marks themselves. Struck-out text (``~~``) loses its marks and gives no span.
    """
    spans: list[tuple[int, int, bool]] = []
    removed: set[int] = set()
    stack: list[_Open] = []
    for mark in marks:
        left, place = len(mark.run), mark.place
        if mark.closes:
            left, place = _close(mark, stack, spans, removed)
        if left and mark.opens:
            stack.append(_Open(mark.run[0], place, left))
    return spans, removed


def _close(mark: Mark, stack: list[_Open], spans: list[tuple[int, int, bool]], removed: set[int]) -> tuple[int, int]:
    left, place = len(mark.run), mark.place
    while left and (at := _partner(mark.run[0], stack)) is not None:
        opening = stack[at]
        del stack[at + 1 :]
        width = min(2, left, opening.left)
        opening.left -= width
        inner = opening.place + opening.left
        removed.update(range(inner, inner + width))
        removed.update(range(place, place + width))
        if mark.run[0] != "~":
            spans.append((inner + width, place, width == 2))
        place, left = place + width, left - width
        if not opening.left:
            del stack[at]
    return left, place


def _partner(sign: str, stack: Sequence[_Open]) -> int | None:
    return next((at for at in range(len(stack) - 1, -1, -1) if stack[at].sign == sign), None)
