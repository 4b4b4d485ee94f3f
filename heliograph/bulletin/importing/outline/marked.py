"""Titles that carry a list marker: "1. Title", "II. Title", "C) TITLE", "■ Title"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.bulletin.importing.outline.candidates import Candidate, inline_label, tidy
from heliograph.bulletin.importing.outline.cues import is_marked_title
from heliograph.bulletin.importing.source import Block, BlockKind

_FEWEST = 2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
#: How many blocks (a greeting, a word of introduction) may stand before the first title.
_OPENING = 5


def marked_titles(blocks: Sequence[Block], useful: Sequence[Candidate], start: int) -> list[Candidate]:
    """The titles of a document whose items are numbered or bulleted from beginning to end; empty where they are not."""
    stronger = [one.first for one in useful if one.style in ("bold", "capitals") or one.is_labelled]
    for places in (_counted(blocks, start), _bulleted(blocks, start)):
        if len(places) < _FEWEST or places[0] - start > _OPENING:
            continue
        if sum(at not in places for at in stronger) >= _FEWEST and min(stronger) < places[0]:
            continue
        known = {one.first: one for one in useful}
        return [known.get(at) or candidate_at(at, blocks[at]) for at in places]
    return []


def candidate_at(at: int, block: Block) -> Candidate:
    """A title that only its place in a run of the like shows."""
    label, title = inline_label(block) or (None, block.text)
    return Candidate(at, at, tidy(title), label, "numbered")


def _titles(blocks: Sequence[Block], start: int) -> list[int]:
    """The list items that could be titles and have text of their own under them."""
    return [at for at in range(start, len(blocks)) if is_marked_title(blocks[at]) and _has_text_under(blocks, at)]


def _has_text_under(blocks: Sequence[Block], at: int) -> bool:
    if at + 1 == len(blocks):
        return False
    under = blocks[at + 1]
    return under.kind is not BlockKind.LIST_ITEM or _family(under.target) != _family(blocks[at].target)


def _counted(blocks: Sequence[Block], start: int) -> list[int]:
    """The longest run of titles numbered 1, 2, 3 … (or I, II … or A, B …)."""
    runs: dict[str, list[int]] = {}
    for at in _titles(blocks, start):
        family, run = _family(blocks[at].target), runs.setdefault(_family(blocks[at].target), [])
        if family and _value(blocks[at].target) == len(run) + 1:
            run.append(at)
    return max(runs.values(), key=len, default=[])


def _bulleted(blocks: Sequence[Block], start: int) -> list[int]:
    """The titles with the first bullet of the document, where no item with that bullet is anything else."""
    titles = [at for at in _titles(blocks, start) if not _family(blocks[at].target)]
    if not titles:
        return []
    sign = blocks[titles[0]].target
    same = [
        at
        for at in range(start, len(blocks))
        if blocks[at].kind is BlockKind.LIST_ITEM and blocks[at].level == 1 and blocks[at].target == sign
    ]
    return same if all(at in titles for at in same) else []


def _family(marker: str) -> str:
    """What counts: digits, Roman numbers or letters, with the sign after them; nothing for a bullet."""
    inner = marker.strip("().")
    if inner == marker or not inner:
        return ""
    kind = "1" if inner.isdigit() else "i" if re.fullmatch(r"[ivxIVX]+", inner) else "a"
    return kind + marker[-1]


def _value(marker: str) -> int:
    inner = marker.strip("().").lower()
    if inner.isdigit():
        return int(inner)
    return _ROMAN.index(inner) + 1 if inner in _ROMAN else ord(inner[0]) - ord("a") + 1
