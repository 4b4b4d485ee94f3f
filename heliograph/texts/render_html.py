"""A text's tree as HTML. Everything is escaped where it is put in, so that no markup but the renderer's own
comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from heliograph.texts import tree

_LAST_LEVEL = 6


class _Html:
    """Renders for one page; void elements are closed with ``/>``, which HTML allows and MJML, being XML,
    needs.
    """

    def __init__(self, under: int, pictures: str, *, linked: bool = False) -> None:
        self.under = under
        self.pictures = pictures
        self.linked = linked

    def all(self, nodes: Iterable[tree.Node]) -> str:
        return "".join(map(self.one, nodes))

    def blocks(self, blocks: Iterable[tree.Block], *, tight: bool = False) -> str:
        if not tight:
            return self.all(blocks)
        return "".join(
            self.all(block.children) if isinstance(block, tree.Paragraph) else self.one(block) for block in blocks
        )

    def one(self, node: tree.Node) -> str:
        match node:
            case tree.Text(text):
                return escape(text)
            case tree.Strong(children):
                return f"<strong>{self.all(children)}</strong>"
            case tree.Emphasis(children):
                return f"<em>{self.all(children)}</em>"
            case tree.Link():
                return self.link(node)
            case tree.Image():
                return self.image(node)
            case tree.Code(text):
                return f"<code>{escape(text)}</code>"
            case tree.LineBreak():
                return "<br />"
            case _:
                return self.block(node)

    def block(self, node: tree.Node) -> str:
        match node:
            case tree.Paragraph(children):
                return f"<p>{self.all(children)}</p>\n"
            case tree.Heading(level, children):
                name = f"h{min(level + self.under, _LAST_LEVEL)}"
                return f"<{name}>{self.all(children)}</{name}>\n"
            case tree.List():
                return self.list(node)
            case tree.Table():
                return self.table(node)
            case tree.Quote(blocks):
                return f"<blockquote>\n{self.blocks(blocks)}</blockquote>\n"
            case tree.CodeBlock(text):
                return f"<pre><code>{escape(text)}</code></pre>\n"
            case tree.Rule():
                return "<hr />\n"
            case _:
                return self.all(tree.inside(node))

    def link(self, node: tree.Link) -> str:
        title = f' title="{escape(node.title)}"' if node.title else ""
        words = _Html(self.under, self.pictures, linked=True).all(node.children)
        return f'<a href="{escape(node.url)}"{title}>{words}</a>'

    def image(self, node: tree.Image) -> str:
        if self.pictures and node.url.startswith(self.pictures):
            return f'<img src="{escape(node.url)}" alt="{escape(node.alt)}" loading="lazy" />'
        words = escape(node.alt or node.url)
        return words if self.linked else f'<a href="{escape(node.url)}">{words}</a>'

    def list(self, node: tree.List) -> str:
        items = "".join(f"<li>{self.blocks(item.blocks, tight=node.tight)}</li>\n" for item in node.items)
        if not node.ordered:
            return f"<ul>\n{items}</ul>\n"
        start = f' start="{node.start}"' if node.start != 1 else ""
        return f"<ol{start}>\n{items}</ol>\n"

    def cell(self, cell: tree.Cell, opening: str, name: str) -> str:
        side = f' class="align-{cell.align}"' if cell.align else ""
        return f"<{opening}{side}>{self.all(cell.children)}</{name}>"

    def table(self, node: tree.Table) -> str:
        head = "".join(self.cell(cell, 'th scope="col"', "th") for cell in node.header.cells)
        rows = "".join(f"<tr>{''.join(self.cell(cell, 'td', 'td') for cell in row.cells)}</tr>\n" for row in node.rows)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


@lru_cache(maxsize=128)
def render_html(document: tree.Document, *, under: int = 2, pictures: str = "") -> SafeString:
    """The text as HTML.

    ``under`` is the level of the page's heading above the text: a first-level heading in it becomes the next
    one down. ``pictures`` is the beginning of the addresses from which pictures may be shown (the site's
    own); any other picture becomes a link that says what it shows, so that reading a page tells nobody else. Kept for a
    while: an issue is written in a hundred zones, and its texts are the same in all of them.
    """
    return mark_safe(_Html(under, pictures).all(document.blocks))
