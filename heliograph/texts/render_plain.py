"""A text's tree as plain text that reads as well as the HTML: wrapped, links with their addresses behind
their words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from heliograph.texts import tree
from heliograph.texts.wrapping import width, wrap

COLUMNS = 72


def _address(url: str) -> str:
    return url.removeprefix("mailto:").removeprefix("tel:")


def _link(node: tree.Link) -> str:
    """The words, and the address in angle brackets (RFC 3986, appendix C) where the words are not the address
    itself.
    """
    words, address = inline(node.children), _address(node.url)
    bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    if words.rstrip("/") in {address.rstrip("/"), bare}:
        return address
    return words if node.url.startswith("#") else f"{words} <{address}>"


def inline(nodes: Iterable[tree.Inline]) -> str:
    """Inlines as one run of words; a break that was asked for is a newline."""
    return "".join(map(_inline, nodes))


def _inline(node: tree.Inline) -> str:
    match node:
        case tree.Text(text) | tree.Code(text):
            return text
        case tree.LineBreak():
            return "\n"
        case tree.Link():
            return _link(node)
        case tree.Image():
            return f"[{node.alt}]" if node.alt else ""
        case tree.Strong(children) | tree.Emphasis(children):
            return inline(children)


def _heading(node: tree.Heading, columns: int) -> list[str]:
    lines = wrap(inline(node.children), columns)
    mark = "=" if node.level == 1 else "-"
    return [*lines, mark * min(columns, max(map(width, lines)))]


def _list(node: tree.List, columns: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(node.items, node.start):
        lead = f"{number}. " if node.ordered else "- "
        body = _blocks(item.blocks, columns - len(lead), tight=node.tight) or [""]
        lines += [lead + body[0], *((" " * len(lead) + line).rstrip() for line in body[1:])]
        if not node.tight:
            lines.append("")
    return lines[:-1] if lines and not lines[-1] else lines


def _grid(rows: list[list[str]], columns: int) -> list[str]:
    """The rows in aligned columns; empty where they do not fit or a cell has several lines."""
    widths = [max(map(width, column)) for column in zip_longest(*rows, fillvalue="")]
    if sum(widths) + 3 * (len(widths) - 1) > columns or any("\n" in cell for row in rows for cell in row):
        return []
    padded = [[cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=False)] for row in rows]
    lines = [" | ".join(row).rstrip() for row in padded]
    return [lines[0], "-+-".join("-" * size for size in widths), *lines[1:]]


def _table(node: tree.Table, columns: int) -> list[str]:
    """Aligned columns where they fit, else one paragraph for each row with the column's name before each
    cell.
    """
    rows = [[inline(cell.children) for cell in row.cells] for row in (node.header, *node.rows)]
    if grid := _grid(rows, columns):
        return grid
    lines: list[str] = []
    for row in rows[1:] or rows:
        named = [f"{name}: {cell}" if name else cell for name, cell in zip(rows[0], row, strict=False) if cell]
        lines += [line for pair in named for line in wrap(pair, columns, "", "  ")] + [""]
    return lines[:-1]


def _block(node: tree.Block, columns: int) -> list[str]:
    match node:
        case tree.Heading():
            return _heading(node, columns)
        case tree.List():
            return _list(node, columns)
        case tree.Table():
            return _table(node, columns)
        case tree.Quote(blocks):
            return [f"> {line}".rstrip() for line in _blocks(blocks, columns - 2)]
        case tree.CodeBlock(text):
            return [f"    {line}".rstrip() for line in text.split("\n")]
        case tree.Rule():
            return ["-" * 8]
        case tree.Paragraph(children):
            return wrap(inline(children), columns)


def _blocks(blocks: Iterable[tree.Block], columns: int, *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines and not tight:
            lines.append("")
        lines += _block(block, columns)
    return lines


@lru_cache(maxsize=128)
def render_plain(document: tree.Document, columns: int = COLUMNS) -> str:
    """The text in lines of at most ``columns`` (an address may be longer), without a newline at the end.

    Kept for a while: an issue is written in a hundred zones, and its texts are the same in all of them.
    """
    return "\n".join(_blocks(document.blocks, columns))


def summary(document: tree.Document, limit: int) -> str:
    """The beginning of the text's words on one line, cut at a word and ended by an ellipsis where it is
    longer than ``limit``.
    """
    whole = " ".join(tree.words(document).split())
    if len(whole) <= limit:
        return whole
    cut = whole[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"
