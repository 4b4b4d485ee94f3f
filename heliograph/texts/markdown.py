"""Markdown (CommonMark and tables, no HTML) read into a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

import mdurl
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from heliograph.texts import tree, weblinks
from heliograph.texts.characters import without_controls


class _Reader(MarkdownIt):
    """Lets every address through to ``_link``, where a refused one keeps its words."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return True


# The library hands its tables of signs out before they are full: two threads at once would read half of one. They are
# filled here, for each set of signs that markdown-it asks for (``normalize_url.py``), while there is one thread.
mdurl.encode("")
mdurl.decode("", mdurl.DECODE_DEFAULT_CHARS + "%")

_READER = _Reader("commonmark", {"html": False}).enable("table")


def _merged(nodes: Iterable[tree.Inline]) -> Iterator[tree.Inline]:
    """Neighbouring texts joined into one; empty ones left out."""
    run = ""
    for node in nodes:
        if isinstance(node, tree.Text):
            run += node.text
            continue
        if run:
            yield tree.Text(run)
            run = ""
        yield node
    if run:
        yield tree.Text(run)


def _linked(nodes: Iterable[tree.Inline]) -> Iterator[tree.Inline]:
    """Bare addresses in running text made links."""
    for node in nodes:
        if not isinstance(node, tree.Text):
            yield node
            continue
        for words, address in weblinks.bare(node.text):
            text = tree.Text(words)
            yield tree.Link(address, (text,)) if address else text


def _children(node: SyntaxTreeNode, *, linked: bool) -> tuple[tree.Inline, ...]:
    """The inlines in a node; ``linked`` says that they stand inside a link already."""
    nodes = _merged(found for child in node.children for found in _inline(child, linked=linked))
    return tuple(nodes if linked else _linked(nodes))


def _link(node: SyntaxTreeNode, *, linked: bool) -> Iterator[tree.Inline]:
    address = None if linked else weblinks.safe_address(str(node.attrs.get("href", "")))
    if address is None:
        yield from _children(node, linked=linked)
        return
    children = _children(node, linked=True) or (tree.Text(address),)
    yield tree.Link(address, children, str(node.attrs.get("title", "")))


def _image(node: SyntaxTreeNode) -> tree.Inline:
    address = weblinks.safe_web_address(str(node.attrs.get("src", "")))
    alt = tree.words(tree.Paragraph(_children(node, linked=True)))
    return tree.Image(address, alt, str(node.attrs.get("title", ""))) if address else tree.Text(alt)


def _inline(node: SyntaxTreeNode, *, linked: bool) -> Iterator[tree.Inline]:
    match node.type:
        case "softbreak":
            yield tree.Text(" ")
        case "hardbreak":
            yield tree.LineBreak()
        case "code_inline":
            yield tree.Code(node.content)
        case "strong":
            yield tree.Strong(_children(node, linked=linked))
        case "em":
            yield tree.Emphasis(_children(node, linked=linked))
        case "link":
            yield from _link(node, linked=linked)
        case "image":
            yield _image(node)
        case "inline":
            yield from _children(node, linked=linked)
        case _:
            yield tree.Text(node.content)


def _row(node: SyntaxTreeNode) -> tree.Row:
    return tree.Row(tuple(tree.Cell(_children(cell, linked=False), _align(cell)) for cell in node.children))


def _align(cell: SyntaxTreeNode) -> tree.Align:
    found = str(cell.attrs.get("style", "")).removeprefix("text-align:")
    return cast(tree.Align, found) if found in {"left", "center", "right"} else ""


def _table(node: SyntaxTreeNode) -> tree.Table:
    rows = [_row(row) for part in node.children for row in part.children]
    return tree.Table(rows[0], tuple(rows[1:]))


def _list(node: SyntaxTreeNode) -> tree.List:
    items = tuple(tree.ListItem(_blocks(item)) for item in node.children)
    loose = any(child.type == "paragraph" and not child.hidden for item in node.children for child in item.children)
    return tree.List(items, node.type == "ordered_list", int(node.attrs.get("start", 1)), not loose)


def _block(node: SyntaxTreeNode) -> tree.Block:
    match node.type:
        case "heading":
            return tree.Heading(int(node.tag[1]), _children(node, linked=False))
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return tree.Quote(_blocks(node))
        case "fence" | "code_block":
            return tree.CodeBlock(node.content.rstrip("\n"))
        case "hr":
            return tree.Rule()
        case "table":
            return _table(node)
        case _:
            return tree.Paragraph(_children(node, linked=False))


def _blocks(node: SyntaxTreeNode) -> tuple[tree.Block, ...]:
    return tuple(_block(child) for child in node.children)


@lru_cache(maxsize=512)
def parse(source: str) -> tree.Document:
    """The tree of a Markdown text.

    Addresses that are not safe to follow are left out and their words kept; bare web and e-mail addresses
    become links; HTML is text; characters that no XML can hold are dropped.
    """
    return tree.Document(_blocks(SyntaxTreeNode(_READER.parse(without_controls(source)))))
