"""Web pages and newsletters: what is shown, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from heliograph.bulletin.importing.formats.text import decode, source_of
from heliograph.bulletin.importing.limits import MAX_HTML_DEPTH
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.source import Picture, Source

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

_DROPPED = (
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "canvas",
    "audio",
    "video",
    "form",
    "select",
    "button",
    "input",
    "textarea",
    "link",
    "meta",
    "base",
    "head",
    "nav",
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])(?:font-size|"
    r"max-height)\s*:\s*0(?:px|pt|em)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_BLOCKS = (
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "article",
    "section",
    "header",
    "footer",
    "main",
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_LAYOUT_CELLS = 3
_LONG_CELL = 220


def convert_html(data: bytes) -> Source:
    """The source of a page given as bytes; its charset is its mark, its declaration, UTF-8 or guessed."""
    return page_source(_text(data), "html")


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = declared[1].decode("ascii")
            return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def page_source(markup: str, form: str, **known: object) -> Source:
    """The source of a page given as text; other fields of ``Source`` may be given."""
    text, title, pictures = page_text(markup)
    return source_of(text, form, **({"title": title, "pictures": pictures} | known))


def page_text(markup: str) -> tuple[str, str, tuple[Picture, ...]]:
    """(Markdown, title, pictures) of a page given as text."""
    soup = parsed(markup)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    pictures = tuple(_pictures(soup))
    return page_markdown(soup), title, pictures


def parsed(markup: str) -> BeautifulSoup:
    """The tree of a page. Raises Refused where it is nested too deeply to be one."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 (start-up)

    soup = BeautifulSoup(markup, "html.parser")
    if _depth(soup) > MAX_HTML_DEPTH:
        raise Refused(
            "too-deep", gettext("This page is built too deeply to be read. Copy its text and paste it instead.")
        )
    return soup


def _depth(soup: BeautifulSoup) -> int:
    """How deep elements stand in one another; converters go down one call for each."""
    from bs4.element import Tag  # noqa: PLC0415 (start-up)

    deepest = 0
    left: list[tuple[Tag, int]] = [(soup, 0)]
    while left:
        tag, depth = left.pop()
        deepest = max(deepest, depth)
        if depth <= MAX_HTML_DEPTH:
            left.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))
    return deepest


def page_markdown(soup: BeautifulSoup) -> str:
    """Markdown of what a page shows."""
    from markdownify import MarkdownConverter  # noqa: PLC0415 (start-up)

    clean(soup)
    converter = MarkdownConverter(
        heading_style="ATX", bullets="-", escape_asterisks=False, escape_underscores=False, autolinks=False, wrap=False
    )
    text = converter.convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def clean(soup: BeautifulSoup) -> None:
    """Take out what is not shown, and the tables that only lay out."""
    from bs4.element import Comment, Declaration, Doctype, ProcessingInstruction  # noqa: PLC0415 (start-up)

    for text in soup.find_all(
        string=lambda one: isinstance(one, Comment | Declaration | Doctype | ProcessingInstruction)
    ):
        text.extract()
    for tag in soup.find_all(_DROPPED):
        if tag.name == "form":
            tag.unwrap()
        else:
            tag.decompose()
    for tag in [tag for tag in soup.find_all(True) if _is_hidden(tag)]:
        if not tag.decomposed:
            tag.decompose()
    _flatten(soup)
    _mark_bold(soup)
    _mark_struck(soup)


def _is_hidden(tag: Tag) -> bool:
    if tag.decomposed or tag.attrs is None:
        return False
    style = str(tag.get("style", ""))
    return (
        tag.has_attr("hidden") or bool(_HIDDEN.search(style)) or (tag.get("width") == "1" and tag.get("height") == "1")
    )


def _flatten(soup: BeautifulSoup) -> None:
    """Tables for layout become blocks: those that say so, nest, hold long or single cells. Innermost first."""
    for table in reversed(soup.find_all("table")):
        if _lays_out(table):
            for tag in _own(table, "td", "th"):
                tag.name = "div"
            for tag in _own(table, "tr", "tbody", "thead", "tfoot", "colgroup", "col", "caption"):
                tag.unwrap()
            table.name = "div"


def _own(table: Tag, *names: str) -> list[Tag]:
    """The parts of a table that are not a table's inside it."""
    return [tag for tag in table.find_all(names) if tag.find_parent("table") is table]


def _lays_out(table: Tag) -> bool:
    if table.get("role") in ("presentation", "none") or table.find("table") or table.find(["h1", "h2", "h3", "h4"]):
        return True
    if _own(table, "th"):
        return False
    rows = _own(table, "tr")
    widths = [len(row.find_all(["td", "th"])) for row in rows]
    if not widths or max(widths) < 2:
        return True
    # A word processor puts each cell's text into a paragraph of its own: only further ones count.
    blocks = sum(max(0, len(cell.find_all(["p", "ul", "ol"])) - 1) for cell in table.find_all("td"))
    long = any(len(cell.get_text()) > _LONG_CELL for cell in table.find_all("td"))
    return long or blocks > _LAYOUT_CELLS * len(widths)


def _mark_bold(soup: BeautifulSoup) -> None:
    """Bold that is written as a style is bold too."""
    for tag in soup.find_all("span", style=_BOLD):
        tag.name = "strong"


def _mark_struck(soup: BeautifulSoup) -> None:
    """What is struck out by an old element or by a style stays struck out."""
    for tag in [*soup.find_all("strike"), *soup.find_all(["span", "font"], style=_STRUCK)]:
        tag.name = "s"


def _pictures(soup: BeautifulSoup) -> Iterator[Picture]:
    for tag in soup.find_all("img"):
        alternative = str(tag.get("alt", "")).strip()
        name = str(tag.get("src", ""))
        if alternative and not name.startswith("data:"):
            yield Picture(name, alternative)
