"""The places of a workbook's cells, before it is opened: each written as the format wants it, and how far they reach.

The library that reads workbooks ends the whole process over a place that cannot be, so that none gets there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_PIECE = 1024 * 1024
#: The last column and row that a sheet can have.
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
#: A cell as every program writes it: these need no second look, which is most of the time.
_USUAL = rb"""c r="%s[A-Z]{1,3})%s[1-9][0-9]{0,6})"(?: (?:s|t|cm|vm|ph)="[^"<]*")*/?>"""
_USUAL_CELL = re.compile(b"<" + _USUAL % (b"(", b"("))
#: Any other row or cell, with what stands in it; without its end where quotation marks or brackets do not match.
_TAG = re.compile(
    b"<(?!"
    + _USUAL % (b"(?:", b"(?:")
    + rb""")(?:[^\s<>/!?"'=:]+:)?(row|c)(?=[\s/>])([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)(>?)""",
)
_SAID = re.compile(rb"""(?<=[\s"'])r\s*=""")
_CELL = re.compile(rb"""(?<=[\s"'])r\s*=\s*(["'])([A-Z]{1,3})([1-9][0-9]{0,6})\1""")
_ROW = re.compile(rb"""(?<=[\s"'])r\s*=\s*(["'])([1-9][0-9]{0,6})\1""")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([^"'\s]*)""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"ascii", b"us-ascii"})
_MARK = b"\xef\xbb\xbf"


class Misplaced(Exception):
    """A part in another encoding than UTF-8, or a cell or row whose place is none."""


@dataclass
class Reach:
    """``rows`` and ``columns`` are never fewer than the cells of a part take up."""

    rows: int = 0
    columns: int = 0


def reach_of(part: IO[bytes], *, text: bool) -> Reach:
    """How far the cells of a part reach, as it unpacks: all of it is read, also of an archive that lies about it.

    ``text`` says that the part is named as XML and has to be UTF-8; another that does not begin as XML does, such as a
    picture, has no cells. Raises Misplaced.
    """
    farthest, unplaced_rows = Reach(), 0
    run = longest = 0
    head = part.read(_PIECE)
    if not text and not head.removeprefix(_MARK).lstrip().startswith(b"<"):
        while part.read(_PIECE):
            pass
        return farthest
    if text:
        _check_encoding(head)
    for piece in _pieces(head, part):
        usual = _USUAL_CELL.findall(piece)
        if usual:
            columns, rows = map(set, zip(*usual, strict=True))
            _reaches(farthest, max(map(int, rows)), max(map(_column, columns)))
        for name, attributes, end in _TAG.findall(piece):
            if not end:
                raise Misplaced
            placed = _SAID.search(attributes) is not None
            if name == b"row":
                run = 0
                unplaced_rows += not placed
            elif not placed:
                run += 1
                longest = max(longest, run)
            if placed:
                _note(farthest, attributes, row=name == b"row")
    return Reach(farthest.rows + unplaced_rows, farthest.columns + longest)


def _pieces(rest: bytes, part: IO[bytes]) -> Iterator[bytes]:
    """The part, of which ``rest`` has been read, in pieces that end before a tag begins."""
    while piece := part.read(_PIECE):
        rest += piece
        cut = rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > 4 * _PIECE:
            yield rest
            rest = b""
    yield rest


def _check_encoding(head: bytes) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<", b"\0\0\xfe\xff", b"Lo\xa7\x94")):
        raise Misplaced
    declared = _DECLARED.match(head.removeprefix(_MARK))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Misplaced


def _note(farthest: Reach, attributes: bytes, *, row: bool) -> None:
    """Raises Misplaced unless every place that is said is one."""
    found = (_ROW if row else _CELL).findall(attributes)
    if len(found) != len(_SAID.findall(attributes)):
        raise Misplaced
    for place in found:
        _reaches(farthest, int(place[-1]), 1 if row else _column(place[1]))


def _reaches(farthest: Reach, row: int, column: int) -> None:
    if row > _LAST_ROW or column > _LAST_COLUMN:
        raise Misplaced
    farthest.rows, farthest.columns = max(farthest.rows, row), max(farthest.columns, column)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
