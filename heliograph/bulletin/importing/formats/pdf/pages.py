"""From a page of pdfplumber to words, links and tables."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from heliograph.bulletin.importing.formats.pdf.rows import Grid, Word

if TYPE_CHECKING:
    from pdfplumber.page import Page

_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!c)", re.IGNORECASE)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MOST_LINES = 3000
_FEWEST_LINES = 4
_UNSEEN = re.compile(r"\(cid:\d+\)")


def words_of(page: Page) -> list[Word]:
    """The words of a page in no order that matters; glyphs printed twice for boldness count once."""
    shown = page.dedupe_chars(tolerance=0.6, extra_attrs=("size",)) if _printed_twice(page.chars) else page
    links = _links(page)
    found = shown.extract_words(
        x_tolerance_ratio=0.16,
        y_tolerance=2.5,
        extra_attrs=["fontname", "size"],
        return_chars=False,
        keep_blank_chars=False,
    )
    shared: dict[float, float] = {}
    return [word for raw in found if (word := _word(raw, links, shared)) is not None]


_SHARE_TWICE = 0.005


def _printed_twice(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether glyphs stand on one another; looked at first because taking them out is slow."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars if char["text"] != " "}
    letters = sum(char["text"] != " " for char in chars)
    return bool(letters - len(places) > max(1, _SHARE_TWICE * letters))


def _word(raw: dict[str, Any], links: Sequence[dict[str, Any]], shared: dict[float, float]) -> Word | None:
    """A word as pdfplumber gives it; ``shared`` keeps one object for each height and size, of which rows have few."""
    text = _readable(str(raw["text"]))
    if not text:
        return None
    bold = bool(_BOLD.search(str(raw["fontname"]).rpartition("+")[2]))
    x0, x1, top, bottom = (float(raw[name]) for name in ("x0", "x1", "top", "bottom"))
    size = round(float(raw["size"]) * 2) / 2
    return Word(
        sys.intern(text),
        x0,
        x1,
        shared.setdefault(top, top),
        shared.setdefault(bottom, bottom),
        shared.setdefault(size, size),
        bold,
        _target(links, (x0 + x1) / 2, (top + bottom) / 2),
    )


def _readable(text: str) -> str:
    """Ligatures apart, presentation forms as letters; right-to-left words, stored as they are seen, turned round."""
    bare = _UNSEEN.sub("", text).replace("\x00", "")
    if not bare.isascii():
        bare = "".join(unicodedata.normalize("NFKC", s) if s >= "\ufb00" else s for s in bare)
    return bare[::-1] if len(_RIGHT_TO_LEFT.findall(bare)) > len(bare) / 2 else bare


def is_right_to_left(text: str) -> bool:
    return bool(_RIGHT_TO_LEFT.search(text))


def _links(page: Page) -> list[dict[str, Any]]:
    return [link for link in page.hyperlinks if link.get("uri")]


def _target(links: Sequence[dict[str, Any]], x: float, y: float) -> str | None:
    hit = (
        link for link in links if link["x0"] - 1 <= x <= link["x1"] + 1 and link["top"] - 1 <= y <= link["bottom"] + 1
    )
    found = next(hit, None)
    return str(found["uri"]).strip() if found else None


Box = tuple[float, float, float, float]


def grids_of(page: Page, number: int) -> list[tuple[Grid, Box]]:
    """The ruled tables of a page that have two columns and two rows at least, with their boxes."""
    drawn = len(page.lines) + len(page.rects)
    if not _FEWEST_LINES <= drawn <= _MOST_LINES:
        return []
    found = []
    for table in page.find_tables():
        cells = tuple(_cells(row) for row in table.extract())
        widths = [sum(bool(cell) for cell in row) for row in cells]
        if len(cells) > 1 and max(widths, default=0) > 1 and sum(width > 1 for width in widths) > 1:
            found.append((Grid(cells, table.bbox[1], number, 0), table.bbox))
    return found


def _cells(row: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", _UNSEEN.sub("", cell or "")).strip() for cell in row)
