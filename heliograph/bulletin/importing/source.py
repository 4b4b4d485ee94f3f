"""The converted source of a bulletin: one text, and the blocks a reader sees in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_ROW = "table-row"
    IMAGE = "image"
    RULE = "rule"


@dataclass(frozen=True)
class Span:
    """Half-open range of characters in a block's plain text."""

    start: int
    end: int


@dataclass(frozen=True)
class Link:
    """A link in a block; ``url`` is None where the source shows a link that leads nowhere."""

    span: Span
    text: str
    url: str | None


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, heading or table row, without its markup.

    ``level`` is the heading level (1 is the highest) or the depth in lists (1 is outermost), else 0.
    ``origins`` gives, for every character of ``text``, its position in ``Source.text``. ``target`` is what an
    image shows (the name of a picture or an address) and the number of an item in a numbered list.
    """

    kind: BlockKind
    text: str
    origins: Sequence[int]
    level: int = 0
    links: tuple[Link, ...] = ()
    strong: tuple[Span, ...] = ()
    emphasis: tuple[Span, ...] = ()
    target: str = ""

    def in_source(self, span: Span) -> Span:
        """Where a span of this block stands in ``Source.text`` (markup inside it included)."""
        return Span(self.origins[span.start], self.origins[span.end - 1] + 1)


@dataclass(frozen=True)
class Picture:
    """An image that came with the document; ``data`` is empty where only its name is known."""

    name: str
    caption: str
    data: bytes = b""


@dataclass(frozen=True)
class Source:
    """What a document became: Markdown text, its blocks, and what the file said of itself."""

    text: str
    blocks: tuple[Block, ...]
    format: str
    title: str = ""
    dated: date | None = None
    pictures: tuple[Picture, ...] = ()
    attached: tuple[str, ...] = field(default=())
