"""The scanner: lines to blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from heliograph.bulletin.importing.labels import is_known_label
from heliograph.bulletin.importing.scanner.inline import Plain, read_inline
from heliograph.bulletin.importing.scanner.lines import Line, LineKind, cells, lines
from heliograph.bulletin.importing.scanner.paragraphs import grouped, is_title_over
from heliograph.bulletin.importing.scanner.stretch import Stretch, joined, packed
from heliograph.bulletin.importing.source import Block, BlockKind, Link, Span

_REFERENCE = re.compile(r"^ {0,3}\[([^\[\]]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?$", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_DEEPEST = 6
_SETEXT_LEVELS = {"=": 1, "-": 2}


def scan(text: str) -> tuple[Block, ...]:
    """The blocks of a converted source, in order."""
    scanner = _Scanner(_references(text), wrap_width(text))
    for line in lines(text):
        scanner.take(line)
    scanner.flush()
    return tuple(scanner.blocks)


_WIDEST_WRAP = 100


def wrap_width(text: str) -> int:
    """The length of the longest lines of a document; a hundred where lines are not wrapped at all."""
    return min(_WIDEST_WRAP, max(map(len, text.split("\n")), default=0))


def _references(text: str) -> dict[str, str]:
    return {found[1].casefold(): found[2] for found in _REFERENCE.finditer(text)}


@dataclass
class _Scanner:
    references: Mapping[str, str]
    wrap: int
    blocks: list[Block] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)
    item: Line | None = None
    depths: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        match line.kind:
            case LineKind.BLANK:
                self.flush()
            case LineKind.HEADING:
                self.flush()
                self.depths.clear()
                self.put(BlockKind.HEADING, line.body, line.level)
            case LineKind.RULE:
                self.rule(line)
            case LineKind.ROW:
                self.flush()
                self.row(line)
            case LineKind.ITEM:
                self.flush()
                self.item = line
            case LineKind.TEXT:
                self.text(line)

    def text(self, line: Line) -> None:
        known = _REFERENCE.match(line.body.text) and not self.pending
        if known or _FENCE.match(line.body.text):
            return
        if self.item and not self.pending and is_known_label(line.body.text):
            self.flush()
        self.pending.append(line)

    def rule(self, line: Line) -> None:
        """A rule under one or two lines makes headings of them (setext), else it parts what it stands between."""
        sign = line.body.text.strip()[0]
        level = _SETEXT_LEVELS.get(sign, 0) if " " not in line.body.text.strip() else 0
        if self.pending and level and not self.item and len(self.pending) <= 2:
            lines, self.pending = self.pending, []
            self.depths.clear()
            for line in lines:
                self.put(BlockKind.HEADING, line.body, level)
            return
        self.flush()
        self.blocks.append(Block(BlockKind.RULE, "", ()))

    def row(self, line: Line) -> None:
        parts = [read_inline(cell, self.references) for cell in cells(line.body)]
        for plain in parts:
            self.images(plain)
        shown = [plain for plain in parts if plain.text]
        if shown:
            self.blocks.append(_row(shown))

    def flush(self) -> None:
        item, lines = self.item, self.pending
        self.item, self.pending = None, []
        if item and lines and is_title_over(item, lines[0], self.wrap):
            self.list_item(item, [])
            self.paragraphs(lines)
        elif item:
            self.list_item(item, lines)
        else:
            self.paragraphs(lines)

    def paragraphs(self, lines: list[Line]) -> None:
        for stretch in grouped(lines, self.wrap) if lines else ():
            self.put(BlockKind.PARAGRAPH, stretch, 0)

    def list_item(self, item: Line, lines: list[Line]) -> None:
        glue = "\n" if item.hard else " "
        body = joined([item.body, *(line.body for line in lines)], [glue] * len(lines))
        self.put(BlockKind.LIST_ITEM, body, self.depth(item.indent), item.marker)

    def depth(self, indent: int) -> int:
        """How deep an item with this indent stands: deeper than the one before it by one at most."""
        while self.depths and self.depths[-1] > indent:
            self.depths.pop()
        if not self.depths or self.depths[-1] < indent:
            self.depths.append(indent)
        return min(len(self.depths), _DEEPEST)

    def put(self, kind: BlockKind, stretch: Stretch, level: int, target: str = "") -> None:
        plain = read_inline(stretch, self.references)
        if plain.text:
            self.blocks.append(
                Block(kind, plain.text, plain.origins, level, plain.links, plain.strong, plain.emphasis, target)
            )
        self.images(plain)

    def images(self, plain: Plain) -> None:
        for alternative, target, origin in plain.images:
            shown = alternative.strip()
            self.blocks.append(Block(BlockKind.IMAGE, shown, packed((origin,) * len(shown)), target=target))


_BETWEEN = " | "


def _row(parts: list[Plain]) -> Block:
    texts: list[str] = []
    origins: list[int] = []
    links: list[Link] = []
    strong: list[Span] = []
    emphasis: list[Span] = []
    for plain in parts:
        if texts:
            texts.append(_BETWEEN)
            origins += [origins[-1] + 1] * len(_BETWEEN)
        shift = len(origins)
        links += [Link(_moved(link.span, shift), link.text, link.url) for link in plain.links]
        strong += [_moved(span, shift) for span in plain.strong]
        emphasis += [_moved(span, shift) for span in plain.emphasis]
        texts.append(plain.text)
        origins += plain.origins
    text = "".join(texts)
    return Block(BlockKind.TABLE_ROW, text, packed(origins), 0, tuple(links), tuple(strong), tuple(emphasis))


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)
