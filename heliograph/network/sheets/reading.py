"""A file as a table: what it is, its header, and its rows one by one. Nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from heliograph.network.sheets import encodings, limits, texts, workbooks
from heliograph.network.states import Refused

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
#: How UTF-16 names the stream of an encrypted workbook inside an OLE file.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: So many rows are looked at for a header.
_HEAD = 20
#: So many rows are shown as they were read.
SHOWN = 5
#: Lengths at which texts of a header are cut.
LONGEST_HEADER = 120


@dataclass(frozen=True)
class Way:
    """How a file is read: ``encoding`` and ``delimiter`` for text, ``sheet`` (one of ``sheets``) for a workbook."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """``number`` is the row's in the file, from 1; ``cells`` are as many as the header has, or more."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """The header, the number of the row in which it stands, how many rows follow that are not blank, and the first."""

    way: Way
    header: tuple[str, ...]
    header_row: int
    rows: int
    first: tuple[Row, ...] = ()


def look(path: Path, encoding: str = "", sheet: str = "") -> Table:
    """Read a file through once: as it asks to be read, or in the encoding or sheet that is named. Raises Refused."""
    way = _way(path, encoding, sheet)
    header_row, header = _header(path, way)
    table = Table(way, header, header_row, 0)
    found = rows(path, table)
    first = tuple(islice(found, SHOWN))
    count = len(first)
    for _row in found:
        count += 1
        if count > limits.MOST_ROWS:
            raise limits.too_many_rows()
    if not count:
        raise limits.empty()
    return Table(way, header, header_row, count, first)


def _way(path: Path, encoding: str, sheet: str) -> Way:
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip():
        raise limits.empty()
    if head.startswith(_ZIP):
        workbooks.check(path)
        sheets = workbooks.sheets_of(path)
        return Way(sheet=sheet if sheet in sheets else sheets[0], sheets=tuple(sheets))
    _refuse_others(path, head)
    known = encoding if encoding in encodings.ENCODINGS else encodings.encoding_of(path)
    return Way(known, texts.delimiter_of(path, known))


def _refuse_others(path: Path, head: bytes) -> None:
    if head.startswith(_OLE):
        if _LOCKED in path.read_bytes():
            raise Refused(
                "locked",
                _("This workbook is locked by a password. Save it without one, and choose that file."),
            )
        raise Refused(
            "old-format",
            _("This workbook is in a format of before 2007 (XLS). Save it as XLSX or CSV, and choose that file."),
        )
    if head.startswith(_PDF):
        raise limits.not_a_table()


def _raw(path: Path, way: Way) -> Iterator[list[str]]:
    if way.sheet:
        return workbooks.read_workbook(path, way.sheet)
    return texts.read_text(path, way.encoding, way.delimiter)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _header(path: Path, way: Way) -> tuple[int, tuple[str, ...]]:
    """The first row that has two words, as titles stand above a table in one cell; else the first that has any."""
    found = [(number, row) for number, row in enumerate(islice(_raw(path, way), _HEAD), start=1) if _filled(row)]
    if not found:
        raise limits.empty()
    number, row = next(((number, row) for number, row in found if _filled(row) > 1), found[0])
    words = [" ".join(cell.replace("\0", " ").split())[:LONGEST_HEADER] for cell in row]
    while words and not words[-1]:
        words.pop()
    if len(words) > limits.MOST_COLUMNS:
        raise limits.too_many_columns()
    return number, tuple(words)


def rows(path: Path, table: Table) -> Iterator[Row]:
    """The rows below the header that are not blank. Raises Refused."""
    width = len(table.header)
    for number, cells in enumerate(_raw(path, table.way), start=1):
        if number > table.header_row and "".join(cells).strip():
            yield Row(number, cells + [""] * (width - len(cells)) if len(cells) < width else cells)
