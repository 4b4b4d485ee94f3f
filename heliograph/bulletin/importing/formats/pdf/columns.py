"""In which order the words of a page are read: rows, and columns where a gutter parts the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from heliograph.bulletin.importing.formats.pdf.pages import Box, is_right_to_left
from heliograph.bulletin.importing.formats.pdf.rows import Grid, Part, Row, Word

_GUTTER = 11.0
_FEWEST_ROWS = 5
_MIDDLE = (0.2, 0.8)
_MOST_CROSSING = 0.35
_MARGIN = 0.085


def parts_of(
    words: Sequence[Word], grids: Sequence[tuple[Grid, Box]], page: int, width: float, height: float
) -> list[Part]:
    """The rows and tables of a page in reading order."""
    free = [word for word in words if not any(_inside(word, box) for _, box in grids)]
    lines = _lines(free)
    gutter = _gutter([line for line in lines if not _at_edge(line, height)], width)
    rows: list[Part] = list(_rows(lines, gutter, page, height))
    return _with_grids(rows, [grid for grid, _ in grids])


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words at one height, from left to right; height is that of the middle of the letters."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        middle = (word.top + word.bottom) / 2
        if lines and abs(middle - _middle(lines[-1])) <= max(2.0, 0.35 * min(word.size, lines[-1][0].size)):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.x0) for line in lines]


def _middle(line: Sequence[Word]) -> float:
    return (line[0].top + line[0].bottom) / 2


def _gaps(line: Sequence[Word]) -> list[tuple[float, float]]:
    return [(left.x1, right.x0) for left, right in pairwise(line) if right.x0 - left.x1 >= _GUTTER]


def _gutter(lines: Sequence[Sequence[Word]], width: float) -> float | None:
    """Where two columns are parted: in most rows a gap, hardly any word across."""
    gaps = [gap for line in lines for gap in _gaps(line)]
    low, high = width * _MIDDLE[0], width * _MIDDLE[1]
    tried = {round(x) for a, b in gaps for x in ((a + b) / 2, b - _GUTTER / 2) if low <= x <= high}
    best = max(tried, key=lambda x: (_parted(lines, x), -_crossing(lines, x)), default=None)
    if best is None or (_parted(lines, best) < _FEWEST_ROWS and not _fills_left(lines, best)):
        return None
    prose = _fills_left(lines, best) or _has_prose(lines, best)
    return float(best) if _crossing(lines, best) <= _MOST_CROSSING * len(lines) + 2 and prose else None


def _fills_left(lines: Sequence[Sequence[Word]], x: float) -> bool:
    """Whether rows of prose are wrapped just before the place, be the right column ever so short."""
    edge = min((line[0].x0 for line in lines), default=0.0)
    left = [[word for word in line if word.x1 <= x] for line in lines if not _runs_over(line, x)]
    full = sum(len(part) > 3 and part[-1].x1 > x - 0.12 * (x - edge) - _GUTTER for part in left)
    return full >= _FEWEST_ROWS


def _crossing(lines: Sequence[Sequence[Word]], x: float) -> int:
    return sum(any(word.x0 < x < word.x1 for word in line) or _runs_over(line, x) for line in lines)


def _parted(lines: Sequence[Sequence[Word]], x: float) -> int:
    return sum(any(a <= x <= b for a, b in _gaps(line)) for line in lines)


def _runs_over(line: Sequence[Word], x: float) -> bool:
    """Whether a line goes over the place with no more than an ordinary space there."""
    before = max((word.x1 for word in line if word.x1 <= x), default=None)
    after = min((word.x0 for word in line if word.x0 >= x), default=None)
    return before is not None and after is not None and after - before < _GUTTER


def _has_prose(lines: Sequence[Sequence[Word]], x: float) -> bool:
    """Columns hold several words a row on each side; two short columns of a list of fields do not."""
    left = [sum(word.x1 <= x for word in line) for line in lines if not _runs_over(line, x)]
    right = [sum(word.x0 >= x for word in line) for line in lines if not _runs_over(line, x)]
    full = sum(a >= 3 for a in left), sum(b >= 3 for b in right)
    return min(full) >= _FEWEST_ROWS - 1


def _rows(lines: Sequence[Sequence[Word]], gutter: float | None, page: int, height: float) -> list[Row]:
    left = min((line[0].x0 for line in lines), default=0.0)
    right = max((word.x1 for line in lines for word in line), default=0.0)
    if gutter is None:
        return [_row(line, page, left, right, 0, height) for line in lines]
    rows: list[Row] = []
    bands = groupby(lines, key=lambda line: _is_whole(line, gutter, height))
    for flow, (whole, band) in enumerate(bands):
        rows += _band(list(band), None if whole else gutter, page, (left, right), flow * 3, height)
    return rows


def _is_whole(line: Sequence[Word], gutter: float, height: float) -> bool:
    """Whether a line goes over both columns; running heads always do."""
    return any(w.x0 < gutter < w.x1 for w in line) or _runs_over(line, gutter) or _at_edge(line, height)


def _at_edge(line: Sequence[Word], height: float) -> bool:
    return line[0].bottom < height * _MARGIN or line[0].top > height * (1 - _MARGIN)


def _band(
    lines: Sequence[Sequence[Word]],
    gutter: float | None,
    page: int,
    edges: tuple[float, float],
    flow: int,
    height: float,
) -> list[Row]:
    """The rows of a band: whole, or the left column and then the right one (for right-to-left text the other way)."""
    left, right = edges
    if gutter is None:
        return [_row(line, page, left, right, flow, height) for line in lines]
    first = [
        _row(part, page, left, gutter, flow + 1, height)
        for line in lines
        if (part := [w for w in line if w.x1 <= gutter])
    ]
    second = [
        _row(part, page, gutter, right, flow + 2, height)
        for line in lines
        if (part := [w for w in line if w.x0 >= gutter])
    ]
    text = "".join(row.text for row in first[:20])
    turned = sum(is_right_to_left(sign) for sign in text) > len(text) / 2
    return second + first if turned else first + second


def _row(line: Sequence[Word], page: int, left: float, right: float, flow: int, height: float) -> Row:
    return Row(tuple(_logical(line)), page, left, right, flow, _at_edge(line, height), line[0].top > height / 2)


def _logical(line: Sequence[Word]) -> list[Word]:
    """The words of a right-to-left line from its right end, what runs left to right inside it kept so."""
    turned = sum(is_right_to_left(word.text) for word in line)
    if turned * 2 <= len(line):
        return list(line)
    order: list[Word] = []
    for right_to_left, run in groupby(reversed(line), key=lambda word: is_right_to_left(word.text)):
        words = list(run)
        order += words if right_to_left else words[::-1]
    return order


def _with_grids(rows: list[Part], grids: Sequence[Grid]) -> list[Part]:
    """Each table before the first row below it in its order of reading."""
    for grid in grids:
        at = next((at for at, row in enumerate(rows) if row.top > grid.top), len(rows))
        rows.insert(at, grid)
    return rows
