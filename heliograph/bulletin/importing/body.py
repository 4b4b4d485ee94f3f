"""The body of an item as clean Markdown, written from its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from heliograph.bulletin.importing.source import Block, BlockKind

_SPECIAL = re.compile(r"([\\`*\[\]<>])|(?<![^\W_])(_)|(_)(?![^\W_])")
_LINE_START = re.compile(r"^(\s*)([-+#=]|\d{1,3}[.)])(?=\s|$)", re.MULTILINE)
_INDENT = "    "
_CELL_EDGE = " | "


def markdown(blocks: Iterable[Block]) -> str:
    """Headings, paragraphs, nested lists, tables, links and emphasis; nothing else of the source's marks."""
    lines: list[str] = []
    before: Block | None = None
    for block in _stepwise(blocks):
        if before is not None:
            lines.append(_between(before, block))
        lines.append(_block(block))
        if block.kind is BlockKind.TABLE_ROW and (before is None or before.kind is not block.kind):
            lines.append("\n|" + " --- |" * (block.text.count(_CELL_EDGE) + 1))
        before = block
    return "".join(lines)


def _stepwise(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without rules, each list item deeper than the one before it by one at most."""
    depth = 0
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            depth = min(max(block.level, 1), depth + 1)
            yield replace(block, level=depth)
        elif block.kind is not BlockKind.RULE:
            depth = 0
            yield block


def _between(before: Block, block: Block) -> str:
    tight = before.kind is block.kind and block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    return "\n" if tight else "\n\n"


def _block(block: Block) -> str:
    text = _inline(block)
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * min(max(block.level, 3), 6)} {_one_line(text)}"
        case BlockKind.LIST_ITEM:
            marker = _marker(block.target)
            return f"{_INDENT * (max(block.level, 1) - 1)}{marker} {_one_line(text)}"
        case BlockKind.TABLE_ROW:
            return "| " + _one_line(text) + " |"
        case BlockKind.IMAGE:
            return f"![{text}]({block.target.replace(' ', '%20')})"
        case _:
            return _LINE_START.sub(r"\1\\\2", text).replace("\n", "  \n")


def _marker(sign: str) -> str:
    """A number stays one; letters and Roman numbers, which Markdown does not know, follow a hyphen."""
    inner = sign.strip("().")
    if inner.isdigit():
        return inner + "."
    return f"- {sign}" if inner != sign and inner else "-"


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _inline(block: Block) -> str:
    """The text with marks put in; opened outermost first, closed innermost first, links whole."""
    events = sorted(_events(block), key=lambda event: event[:3])
    parts, place = [], 0
    for at, _, _, mark in events:
        parts.append(_escaped(block.text[place:at]))
        parts.append(mark)
        place = at
    parts.append(_escaped(block.text[place:]))
    return "".join(parts)


def _events(block: Block) -> list[tuple[int, int, int, str]]:
    """(place, closing before opening, order among them, mark)."""
    spans: list[tuple[int, int, str, str]] = [
        (
            link.span.start,
            link.span.end,
            "[",
            f"](<{link.url}>)" if " " in (link.url or "") else f"]({link.url or '#'})",
        )
        for link in block.links
        if link.span.end > link.span.start
    ]
    spans += [(span.start, span.end, "**", "**") for span in block.strong if span.end > span.start]
    spans += [(span.start, span.end, "*", "*") for span in block.emphasis if span.end > span.start]
    spans = _nested(spans)
    events = []
    for start, end, opening, closing in spans:
        events.append((start, 1, -end, opening))
        events.append((end, 0, -start, closing))
    return events


def _nested(spans: Sequence[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Without the spans that overlap another without being inside it."""
    kept: list[tuple[int, int, str, str]] = []
    for span in sorted(set(spans), key=lambda one: (one[0], -one[1])):
        if all(span[0] >= other[1] or span[1] <= other[1] for other in kept):
            kept.append(span)
    return kept


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)
