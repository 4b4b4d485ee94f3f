"""Workbooks (XLSX): looked through before they are opened, then read by calamine, which gives values and runs nothing.

A workbook is a ZIP archive of XML. What is small may unpack to more than memory holds, and two cells in opposite
corners make a sheet of seventeen thousand million; so every part is unpacked once, piece by piece, and the furthest
cell noted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from heliograph.network.sheets import limits
from heliograph.network.states import Refused

_PIECE = 1024 * 1024
#: A cell's or row's place, as it stands in a sheet; what lies over the edge of a piece is read twice.
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_OVERLAP = 64


def malformed() -> Refused:
    return Refused(
        "malformed",
        _(
            "This workbook is damaged and cannot be read. Open it in your spreadsheet program, save it anew "
            "as XLSX, and choose that file."
        ),
    )


def _too_large() -> Refused:
    return Refused(
        "too-large",
        _(
            "This workbook unpacks to more than can be read. Save the one sheet that is to be imported as "
            "CSV, and choose that file."
        ),
    )


def check(path: Path) -> None:
    """Look through a workbook without opening it. Raises Refused for what is damaged, no workbook, or too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise malformed() from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = [member.filename for member in members]
    if "xl/workbook.xml" not in names:
        raise limits.not_a_table()
    if len(names) > limits.MOST_MEMBERS or len(set(names)) != len(names) or any(one.flag_bits & 1 for one in members):
        raise malformed()
    if sum(member.file_size for member in members) > limits.MOST_UNPACKED:
        raise _too_large()
    for member in members:
        with archive.open(member) as part:
            _check_reach(part)


def _check_reach(part: IO[bytes]) -> None:
    """How far the cells of a part reach, as it unpacks. The archive's own figures may lie, so that all is read."""
    rows, letters, rest = 0, {b"A"}, b""
    while piece := part.read(_PIECE):
        found = _PLACE.findall(rest + piece)
        letters.update(column for column, _row in found)
        rows = max([rows, *(int(row) for _column, row in found)])
        rest = piece[-_OVERLAP:]
    columns = max(_column(word) for word in letters)
    if rows > limits.MOST_ROWS + 1:
        raise _far_rows(rows)
    if columns > limits.MOST_COLUMNS:
        raise limits.too_many_columns()
    if rows * columns > limits.MOST_CELLS:
        raise _too_large()


def _far_rows(rows: int) -> Refused:
    sentence = _(
        "The sheet reaches down to row %(rows)s; at most %(limit)s rows are read at once. Delete the "
        "empty rows at its end, or split it into several files."
    )
    return Refused("too-many-rows", sentence % {"rows": f"{rows:,}", "limit": f"{limits.MOST_ROWS:,}"})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except BaseException as error:
        raise _translated(error) from error


def _translated(error: BaseException) -> BaseException:
    """What calamine raises for a damaged file; a panic of its own is no Exception."""
    return error if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError) else malformed()


def sheets_of(path: Path) -> list[str]:
    """The names of the sheets that have cells, in their order, those hidden left out. Raises Refused for none."""
    with _opened(path) as book:
        every = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in every if one.visible == SheetVisibleEnum.Visible] or [one.name for one in every]
    if not names:
        raise limits.empty()
    return names


def read_workbook(path: Path, sheet: str) -> Iterator[list[str]]:
    """The rows of a sheet as text from its first row and column on, blank ones included. Raises Refused."""
    with _opened(path) as book:
        try:
            found = book.get_sheet_by_name(sheet)
            # calamine leaves out the empty columns before the first cell, but not the rows above it.
            left = [""] * (found.start[1] if found.start else 0)
            for row in found.iter_rows():
                yield left + [_text(cell) for cell in row]
        except (GeneratorExit, Refused):
            raise
        except BaseException as error:
            raise _translated(error) from error


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
