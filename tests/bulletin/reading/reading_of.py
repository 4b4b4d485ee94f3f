"""A small splitter, so that these tests read text without the importer's own conversion."""

from __future__ import annotations

import re
from datetime import date

from heliograph.bulletin.importing.draft import DraftItem
from heliograph.bulletin.importing.reading import ItemReading, ReadingContext, read_item
from heliograph.bulletin.importing.source import Block, BlockKind, Span

_HEADING = re.compile(r"(#{1,6}) ")
_ITEM = re.compile(r"( *)(?:[-*]|\d+\.) +")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _block(line: str, at: int) -> Block:
    kind, level, skip = BlockKind.PARAGRAPH, 0, 0
    if heading := _HEADING.match(line):
        kind, level, skip = BlockKind.HEADING, len(heading[1]), heading.end()
    elif item := _ITEM.match(line):
        kind, level, skip = BlockKind.LIST_ITEM, len(item[1]) // 2 + 1, item.end()
    elif " | " in line and line.startswith("| "):
        kind, skip = BlockKind.TABLE_ROW, 2
    text, origins, strong = _unmarked(line, skip, at)
    return Block(kind, text, origins, level, strong=strong)


def _unmarked(line: str, skip: int, at: int) -> tuple[str, tuple[int, ...], tuple[Span, ...]]:
    characters: list[str] = []
    origins: list[int] = []
    strong: list[Span] = []
    begun: int | None = None
    position = skip
    while position < len(line):
        if line.startswith("**", position):
            if begun is None:
                begun = len(characters)
            else:
                strong.append(Span(begun, len(characters)))
                begun = None
            position += 2
            continue
        characters.append(line[position])
        origins.append(at + position)
        position += 1
    return "".join(characters), tuple(origins), tuple(strong)


def blocks_of(text: str) -> tuple[Block, ...]:
    """One block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(_block(line, at))
        at += len(line) + 1
    return tuple(blocks)


def read(
    text: str,
    language: str = "en",
    issued: date | None = date(2026, 1, 5),
    zone: str = "Europe/Paris",
    title: str = "",
) -> ItemReading:
    """The reading of a text as one item."""
    years = tuple(int(year) for year in _YEAR.findall(text))
    return read_item(title, blocks_of(text), ReadingContext(language, issued, zone, years, text))


def facts(reading: ItemReading | DraftItem) -> list[tuple[object, ...]]:
    """Kind, start, end and zone of each moment."""
    return [(str(each.kind), each.start, each.end, each.zone) for each in reading.moments]


def kinds(reading: ItemReading) -> list[str]:
    """The kinds of the warnings, each once, sorted."""
    return sorted({str(each.kind) for each in reading.warnings})
