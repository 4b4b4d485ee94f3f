"""The work of a process apart (``frame/apart.py``) that opens a workbook; it knows nothing of this project.

Its argument is the path, and the name of a sheet or None. It tells the names of the sheets, or each row as a list of
texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum


def run(argument: list[str | None]) -> Iterator[list[str]]:
    path, sheet = argument
    assert path is not None
    with CalamineWorkbook.from_path(path) as book:
        if sheet is None:
            yield _sheets(book)
        else:
            yield from _rows(book, sheet)


def _sheets(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that have cells, in their order, those hidden left out if there are others."""
    every = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return [one.name for one in every if one.visible == SheetVisibleEnum.Visible] or [one.name for one in every]


def _rows(book: CalamineWorkbook, sheet: str) -> Iterator[list[str]]:
    found = book.get_sheet_by_name(sheet)
    # calamine leaves out the empty columns before the first cell, but not the rows above it.
    left = [""] * (found.start[1] if found.start else 0)
    for row in found.iter_rows():
        yield left + [_text(cell) for cell in row]


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
