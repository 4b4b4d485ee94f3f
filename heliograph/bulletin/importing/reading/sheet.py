"""The blocks of an item laid out for reading: what is found in each, its sentences, and the blocks that govern it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from heliograph.bulletin.importing.reading.moved import split_moved
from heliograph.bulletin.importing.source import Block, BlockKind, Span
from heliograph.moments.recognise import DateFound, Findings, TimeFound, find

_BREAK = re.compile(r"[.!?…](?=[\s)\"”»]|$)|;(?=\s)|\n")
_LONGEST = 4000
#: So many blocks are looked back for what governs one: more than an item of a bulletin has.
_FARTHEST = 500
_SHORT = re.compile(
    r"(?:^|[\s(])(?:no|nr|n|dr|mr|mrs|ms|mme|prof|st|etc|vs|e\.g|i\.e|ca|approx|p\.ej|art|av|m|sr|sra|p|pp|tel)$"
)


@dataclass(frozen=True)
class Sheet:
    """One block; ``above`` are the blocks that govern it, nearest first; ``columns`` its header cells."""

    number: int
    block: Block
    found: Findings
    sentences: tuple[Span, ...]
    above: tuple[int, ...]
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def folded(self) -> str:
        return self.found.folded

    def sentence(self, position: int) -> Span:
        """The sentence that holds a position."""
        for span in self.sentences:
            if position < span.end:
                return span
        return self.sentences[-1]

    def column(self, position: int) -> str:
        """The heading of the table column that holds a position."""
        number = self.text.count(" | ", 0, position)
        return self.columns[number] if number < len(self.columns) else ""


def _inside(found: Findings, position: int) -> bool:
    """Whether a full stop belongs to a date, a time or what follows it."""
    found_here: tuple[DateFound | TimeFound, ...] = (*found.dates, *found.times)
    for each in found_here:
        if each.start <= position < each.end - 1:
            return True
        if position == each.end - 1:
            return any(0 < zone.start - position <= 3 for zone in found.zones)
    return False


def _sentences(text: str, found: Findings, row: bool) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(found.folded if not row else ""):
        end = match.end()
        if match.group() == "." and (
            _SHORT.search(found.folded[max(0, match.start() - 8) : match.start()])
            or text[end : end + 2].strip()[:1].islower()
            or _inside(found, match.start())
        ):
            continue
        spans.append(Span(start, end))
        start = end
    if start < len(text) or not spans:
        spans.append(Span(start, max(len(text), start + 1)))
    return tuple(spans)


def governors(blocks: Sequence[Block], number: int) -> tuple[int, ...]:
    """Parents in lists, the line that introduces a list, then headings, nearest first."""
    found: list[int] = []
    block = blocks[number]
    depth = block.level if block.kind is BlockKind.LIST_ITEM else 99
    in_list = block.kind is BlockKind.LIST_ITEM
    heading = block.level if block.kind is BlockKind.HEADING else 99
    for at in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
        other = blocks[at]
        if other.kind is BlockKind.HEADING:
            if other.level < heading or (other.level == heading and block.kind is not BlockKind.HEADING):
                found.append(at)
                heading = other.level
            in_list = False
        elif other.kind is BlockKind.LIST_ITEM and heading == 99:
            if other.level < depth and block.kind is BlockKind.LIST_ITEM:
                found.append(at)
                depth = other.level
            elif _introduces(other) and at == number - 1:
                found.append(at)
        elif heading == 99 and (in_list or at == number - 1) and _introduces(other):
            found.append(at)
            in_list = False
    return tuple(found)


def _introduces(block: Block) -> bool:
    return block.text.rstrip().endswith((":", "：")) or (bool(block.strong) and len(block.text) < 60)


def _columns(sheets: list[Sheet], blocks: Sequence[Block], number: int, found: Findings) -> tuple[str, ...]:
    if blocks[number].kind is not BlockKind.TABLE_ROW:
        return ()
    if number == 0 or blocks[number - 1].kind is not BlockKind.TABLE_ROW:
        return () if found.dates or found.times else tuple(blocks[number].text.split(" | "))
    return sheets[number - 1].columns


def _piece(block: Block, start: int, end: int) -> Block:
    return replace(
        block, text=block.text[start:end], origins=block.origins[start:end], links=(), strong=(), emphasis=()
    )


def _cut(block: Block) -> Iterator[Block]:
    """A block in pieces of bounded length, parted after a sentence or a word, so that work stays in proportion."""
    start = 0
    while len(block.text) - start > _LONGEST:
        window = block.text[start : start + _LONGEST]
        end = max(window.rfind(". ") + 1, 0) or window.rfind(" ") + 1 or _LONGEST
        yield _piece(block, start, start + end)
        start += end
    yield block if start == 0 else _piece(block, start, len(block.text))


def lay_out(blocks: Sequence[Block], language: str) -> list[Sheet]:
    """Every block with what is found in it; very long blocks in pieces."""
    blocks = [piece for block in blocks for piece in _cut(block) if piece.text]
    sheets: list[Sheet] = []
    for number, block in enumerate(blocks):
        found = find(block.text, language)
        sentences = _sentences(block.text, found, block.kind is BlockKind.TABLE_ROW)
        found = replace(found, dates=split_moved(found, sentences))
        columns = _columns(sheets, blocks, number, found)
        sheets.append(Sheet(number, block, found, sentences, governors(blocks, number), columns))
    return sheets
