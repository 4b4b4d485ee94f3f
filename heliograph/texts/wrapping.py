"""Lines of plain text no wider than asked, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, combining, east_asian_width

_NOT_FIRST = frozenset("、。，．：；！？）」』】》〉…—’”")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)\S+")


def width(text: str) -> int:
    """The columns that a text takes in a fixed-width face: two for wide characters, none for marks that sit
    on others.
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(sign) or category(sign) == "Cf" else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _pieces(word: str) -> Iterator[str]:
    """The parts of a word between which a line may break: beside every wide character, but never before
    closing punctuation.
    """
    if _ADDRESS.match(word) or word.isascii():
        yield word
        return
    piece = ""
    for sign in word:
        wide = east_asian_width(sign) in "WF"
        after_wide = bool(piece) and east_asian_width(piece[-1]) in "WF"
        if piece and (wide or after_wide) and sign not in _NOT_FIRST:
            yield piece
            piece = ""
        piece += sign
    yield piece


def _atoms(line: str) -> Iterator[tuple[str, str]]:
    """What a line is made of: (the space that stands before it, the part that never breaks)."""
    for position, word in enumerate(re.findall(r"[^ \t]+", line)):
        gap = " " if position else ""
        for piece in _pieces(word):
            yield gap, piece
            gap = ""


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most ``columns``, the first led in by ``first``, the others by ``rest``;
    newlines are kept.

    A part that has no place to break (a web address) stands alone on a longer line.
    """
    lines: list[str] = []
    lead = first
    for source in text.split("\n"):
        line, taken = "", width(lead)
        for gap, piece in _atoms(source):
            wide = width(piece)
            if line and taken + len(gap) + wide > columns:
                lines.append(lead + line)
                lead, line, gap, taken = rest, "", "", width(rest)
            line += gap + piece
            taken += len(gap) + wide
        lines.append((lead + line).rstrip())
        lead = rest
    return lines
