"""A bulletin that is one table: a row of column heads ("What | When | Where"), then an item in each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.bulletin.importing.outline.cues import reads_as_title
from heliograph.bulletin.importing.source import Block, BlockKind

_FEWEST = 2
_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 25
_CELLS = re.compile(r" \| ")


def overview(blocks: Sequence[Block], start: int) -> list[tuple[str, Block, Block]]:
    """(title, row of column heads, row) of each item; empty where the document is no such table."""
    rows = [block for block in blocks[start:] if block.kind is BlockKind.TABLE_ROW]
    others = len(blocks) - start - len(rows)
    if len(rows) <= _FEWEST or others > len(rows) or not _is_head(rows[0]):
        return []
    titles = [_CELLS.split(row.text)[0] for row in rows[1:]]
    if not all(map(reads_as_title, titles)):
        return []
    return [(title, rows[0], row) for title, row in zip(titles, rows[1:], strict=True)]


def _is_head(row: Block) -> bool:
    cells = _CELLS.split(row.text)
    short = all(len(cell) <= _LONGEST_HEAD and not re.search(r"\d|@", cell) for cell in cells)
    return short and len(cells) >= _FEWEST_COLUMNS
