"""From rows to Markdown: headings by size, lists by bullets, wrapped and hyphenated lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from heliograph.bulletin.importing.formats.pdf.rows import Grid, Part, Row, Word

_LARGER = 1.12
_MOST_LEVELS = 4
_WIDE_GAP = 1.25
_BULLET = re.compile(r"^(?:[•‣⁃▪▫■□◦●○◆▶►➢➤✓✔·§\uf0b7\uf0a7\uf0d8\uf0fc\uf06f]|[-–—*o])$")
_GLUED_BULLET = re.compile(r"^([•‣⁃▪▫■□◦●○◆▶►➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc])(?=\S)")
_NUMBER = re.compile(r"^(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-h]\))$")
_SAME_INDENT = 4.0
_ENDS = (".", "!", "?", ":", ";", "。", "؟")


@dataclass
class Paragraph:
    """Rows that belong together; ``mark`` is the list marker, ``depth`` how deep it stands."""

    rows: list[Row]
    level: int = 0
    mark: str = ""
    depth: int = 0
    breaks: set[int] = field(default_factory=set)


def markdown_of(parts: Sequence[Part]) -> str:
    """The Markdown of a document's parts in reading order."""
    rows = [part for part in parts if isinstance(part, Row)]
    levels = heading_levels(rows)
    leading = _leading(rows)
    known = _vocabulary(rows)
    written: list[str] = []
    before: Paragraph | None = None
    for piece in _pieces(parts, levels, leading):
        if isinstance(piece, Grid):
            written += ["\n\n" if written else "", _table(piece)]
            before = None
            continue
        if written:
            written.append("\n" if before is not None and before.mark and piece.mark else "\n\n")
        written.append(_paragraph(piece, known))
        before = piece
    return "".join(written) + "\n"


def heading_levels(rows: Sequence[Row]) -> dict[float, int]:
    """The level of each size of letters that is larger than that of the running text."""
    sizes: Counter[float] = Counter()
    for row in rows:
        for word in row.words:
            sizes[word.size] += len(word.text)
    if not sizes:
        return {}
    body = sizes.most_common(1)[0][0]
    larger = sorted({row.size for row in rows if row.size >= body * _LARGER}, reverse=True)
    return {size: min(level, _MOST_LEVELS) for level, size in enumerate(larger, start=1)}


def _leading(rows: Sequence[Row]) -> dict[float, float]:
    """The usual distance of rows for each size of letters."""
    steps: dict[float, list[float]] = {}
    for above, row in pairwise(rows):
        step = row.top - above.top
        if above.page == row.page and above.flow == row.flow and above.size == row.size and 0 < step < 3 * row.size:
            steps.setdefault(row.size, []).append(step)
    return {size: min(median(found), 1.8 * size) for size, found in steps.items()}


def _vocabulary(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(word.text.casefold().strip('.,;:()“”"') for row in rows for word in row.words if "-" in word.text)


def _pieces(parts: Sequence[Part], levels: dict[float, int], leading: dict[float, float]) -> list[Paragraph | Grid]:
    pieces: list[Paragraph | Grid] = []
    indents: list[float] = []
    for part in parts:
        if isinstance(part, Grid):
            pieces.append(part)
            continue
        open_ = pieces[-1] if pieces and isinstance(pieces[-1], Paragraph) else None
        started = _started(part, levels, indents)
        if open_ is not None and not started.mark and _goes_on(open_, part, started.level, leading):
            if _breaks(open_.rows[-1], part):
                open_.breaks.add(len(open_.rows))
            open_.rows.append(part)
        else:
            pieces.append(started)
    return pieces


def _started(row: Row, levels: dict[float, int], indents: list[float]) -> Paragraph:
    """A new paragraph beginning with a row; list items know their depth by where their marker stands."""
    level = levels.get(row.size, 0)
    first = row.words[0].text
    mark = "" if level or (len(row.words) < 2 and not _GLUED_BULLET.match(first)) else _marker(first)
    if not mark:
        if level or row.x0 <= row.left + _SAME_INDENT:
            indents.clear()
        return Paragraph([row], level)
    while indents and row.x0 < indents[-1] - _SAME_INDENT:
        indents.pop()
    if not indents or row.x0 > indents[-1] + _SAME_INDENT:
        indents.append(row.x0)
    return Paragraph([row], 0, mark, len(indents))


def _marker(first: str) -> str:
    if _BULLET.match(first) or _GLUED_BULLET.match(first):
        return "-"
    return first.strip("()").rstrip(".)") + "." if _NUMBER.match(first) else ""


def _goes_on(paragraph: Paragraph, row: Row, level: int, leading: dict[float, float]) -> bool:
    """Whether a row belongs to the paragraph before it."""
    last = paragraph.rows[-1]
    if level != paragraph.level or abs(row.size - last.size) > 1 or (row.bold != last.bold and (row.bold or last.bold)):
        return False
    if paragraph.mark and row.x0 < paragraph.rows[0].x0 + 2 and last.flow == row.flow and last.page == row.page:
        return False
    if last.page != row.page or last.flow != row.flow:
        return _is_cut(last, row)
    step = row.top - last.top
    return 0 < step <= leading.get(row.size, 1.3 * row.size) * _WIDE_GAP and (bool(level) or not _ends_here(last, row))


def _is_cut(last: Row, row: Row) -> bool:
    """Whether a sentence goes on in the next column or on the next page."""
    first = row.words[0].text[:1]
    return (
        not last.text.endswith(_ENDS)
        and (first.islower() or last.text.endswith(("-", ",")))
        and not _has_room(last, row)
    )


def _ends_here(last: Row, row: Row) -> bool:
    """A sentence that ends well before the edge, followed by one that begins further in or as far."""
    return last.text.endswith(_ENDS[:3]) and _has_room(last, row) and row.x0 > last.x0 + 8


def _has_room(last: Row, row: Row) -> bool:
    """Whether the first word of the next row would have fitted at the end of the last."""
    first = row.words[0]
    return last.x1 + (first.x1 - first.x0) + 0.6 * last.size < last.right - 0.04 * (last.right - last.left)


def _breaks(last: Row, row: Row) -> bool:
    return _has_room(last, row) and not row.words[0].text[:1].islower()


def _table(grid: Grid) -> str:
    rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in grid.cells]
    rule = "| " + " | ".join("---" for _ in grid.cells[0]) + " |"
    return "\n".join([rows[0], rule, *rows[1:]])


def _paragraph(paragraph: Paragraph, known: frozenset[str]) -> str:
    runs = _runs(paragraph, known)
    whole = all(bold for text, bold, _ in runs if any(sign.isalnum() for sign in text))
    if paragraph.level:
        text = "".join(_marked(text, False, uri) for text, _, uri in runs).replace("\n", " ")
        return f"{'#' * paragraph.level} {text.strip()}"
    text = "".join(_marked(text, bold and not whole, uri) for text, bold, uri in runs).strip()
    if whole and text:
        text = "\n".join(f"**{line.strip()}**" for line in text.split("\n") if line.strip())
    return "  " * (paragraph.depth - 1) + f"{paragraph.mark} {text}" if paragraph.mark else text


Run = tuple[str, bool, str | None]


def _runs(paragraph: Paragraph, known: frozenset[str]) -> list[Run]:
    """The text of a paragraph in stretches of one look."""
    runs: list[Run] = []
    for at, row in enumerate(paragraph.rows):
        words = list(row.words)
        if at == 0 and paragraph.mark:
            words = _unmarked(words)
        glue = "" if not runs else "\n" if at in paragraph.breaks else " "
        if glue == " " and words:
            glue = _hyphenated(runs, words[0], known)
        for word in words:
            _add(runs, glue, word)
            glue = " "
    return runs


def _unmarked(words: list[Word]) -> list[Word]:
    first = words[0]
    glued = _GLUED_BULLET.match(first.text)
    if not glued:
        return words[1:]
    return [
        Word(first.text[1:], first.x0, first.x1, first.top, first.bottom, first.size, first.bold, first.uri),
        *words[1:],
    ]


_TAIL = re.compile(r"(\S*[^\W\d_])([-\u00ad\u2010])$")


def _hyphenated(runs: list[Run], first: Word, known: frozenset[str]) -> str:
    """Take the hyphen off a word that was parted at the end of a row; returns what stands between."""
    text, bold, uri = runs[-1]
    found = _TAIL.search(text)
    if not found or not first.text[:1].islower():
        return " "
    whole = f"{found[1]}-{first.text}".casefold().strip('.,;:()“”"')
    kept = "/" in found[1] or "@" in found[1] or (found[2] == "-" and whole in known)
    runs[-1] = (text if kept else text[: found.start(2)], bold, uri)
    return ""


def _add(runs: list[Run], glue: str, word: Word) -> None:
    text = word.text
    if runs and runs[-1][1:] == (word.bold, word.uri):
        runs[-1] = (runs[-1][0] + glue + text, word.bold, word.uri)
        return
    if glue and runs:
        runs[-1] = (runs[-1][0] + glue, *runs[-1][1:])
    runs.append((text, word.bold, word.uri))


def _marked(text: str, bold: bool, uri: str | None) -> str:
    text = text.replace("\u00ad", "")
    bare = text.strip(" \n")
    if not bare:
        return text
    lead, tail = text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]
    if uri and not _is_itself(bare, uri):
        bare = f"[{bare}]({uri.replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"
    return f"{lead}**{bare}**{tail}" if bold and any(sign.isalnum() for sign in bare) else lead + bare + tail


def _is_itself(text: str, uri: str) -> bool:
    """A shown address needs no mark: the scanner finds it."""
    bare = text.strip(" .,;:()")
    return uri in (bare, f"mailto:{bare}") or (
        bare.startswith(("http://", "https://")) and uri.rstrip("/") == bare.rstrip("/")
    )
