"""A text as a small immutable tree: what Markdown says, free of how it is shown.

A ``Document`` holds blocks, blocks hold blocks or inlines. ``markdown.parse`` makes one; ``render_html``,
``render_plain`` and ``to_json`` read it. Every ``url`` in a tree is safe to put into an address attribute
(``markdown.safe_address``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class LineBreak:
    """A break that the author asked for."""


@dataclass(frozen=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """``url`` is absolute (http, https, mailto, tel) or a fragment of the page (``#...``)."""

    url: str
    children: tuple[Inline, ...]
    title: str = ""


@dataclass(frozen=True)
class Image:
    """``url`` is http or https; ``alt`` is what it shows in words."""

    url: str
    alt: str
    title: str = ""


Inline = Text | Code | LineBreak | Strong | Emphasis | Link | Image


@dataclass(frozen=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """``level`` is 1 to 6 as written; a renderer shifts it to fit its page."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class ListItem:
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class List:
    """``start`` counts only where ``ordered``; in a ``tight`` list paragraphs stand without space between
    them.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CodeBlock:
    text: str


@dataclass(frozen=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True)
class Cell:
    children: tuple[Inline, ...]
    align: Align = ""


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    header: Row
    rows: tuple[Row, ...]


Block = Paragraph | Heading | List | Quote | CodeBlock | Rule | Table


@dataclass(frozen=True)
class Document:
    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


Node = Document | Block | Inline | ListItem | Row | Cell


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside one, in reading order."""
    match node:
        case Document(blocks) | Quote(blocks) | ListItem(blocks):
            return blocks
        case List(items):
            return items
        case Table(header, rows):
            return (header, *rows)
        case Row(cells):
            return cells
        case Paragraph(children) | Strong(children) | Emphasis(children):
            return children
        case Heading() | Link() | Cell():
            return node.children
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, in reading order."""
    yield node
    for child in inside(node):
        yield from walk(child)


def links(node: Node) -> tuple[Link, ...]:
    return tuple(found for found in walk(node) if isinstance(found, Link))


def words(node: Node) -> str:
    """The bare words of a node, pictures by their alternative text, blocks parted by spaces."""
    match node:
        case Text(text) | Code(text) | CodeBlock(text):
            return text
        case Image():
            return node.alt
        case LineBreak():
            return " "
        case Document() | Quote() | ListItem() | List() | Table() | Row():
            return " ".join(filter(None, map(words, inside(node))))
        case _:
            return "".join(map(words, inside(node)))
