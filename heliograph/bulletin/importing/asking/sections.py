"""The part of an item that speaks of one date: the lines that govern it, and those that stand with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.bulletin.importing.reading.sheet import governors
from heliograph.bulletin.importing.source import Block, BlockKind, Span

_SENTENCE = re.compile(r"[^.!?…]*(?:[.!?…](?![\s)\"”»]|$)[^.!?…]*)*[.!?…]*\s*")
_STEPS = 6


def block_at(blocks: Sequence[Block], offset: int) -> int | None:
    """The number of the block that holds a position of the source."""
    for number, block in enumerate(blocks):
        if block.origins and block.origins[0] <= offset <= block.origins[-1]:
            return number
    return None


def lines_above(blocks: Sequence[Block], number: int) -> list[int]:
    """The lines that govern a block, nearest first, and those that govern them; without the item's title."""
    found: list[int] = []
    waiting = [number]
    for _step in range(_STEPS):
        if not waiting:
            break
        nearer = [line for each in waiting for line in governors(blocks, each)]
        waiting = [line for line in dict.fromkeys(nearer) if line not in found and not _is_title(blocks, line)]
        found += waiting
    return sorted(found, reverse=True)


def _is_title(blocks: Sequence[Block], number: int) -> bool:
    return number == 0 and blocks[0].kind is BlockKind.HEADING


def section(blocks: Sequence[Block], line: int | None, number: int) -> list[Block]:
    """The blocks from a line to the next of its rank, the block that gives the date among them."""
    if line is None:
        return [blocks[number]]
    end = next((at for at in range(number + 1, len(blocks)) if _ends(blocks[line], blocks[at])), len(blocks))
    return list(blocks[line:end])


def _ends(line: Block, block: Block) -> bool:
    """Whether a block begins something beside or above what a line has begun."""
    if block.kind is BlockKind.HEADING:
        return line.kind is not BlockKind.HEADING or block.level <= line.level
    if line.kind is BlockKind.LIST_ITEM and block.kind is BlockKind.LIST_ITEM:
        return block.level <= line.level
    return False


def sentences(text: str) -> list[Span]:
    """The sentences of a block."""
    return [Span(found.start(), found.end()) for found in _SENTENCE.finditer(text) if found[0].strip()]
