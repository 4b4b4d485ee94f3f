"""A process of its own that opens a workbook: what ends it ends nothing else. Run as a file; it knows no other module.

Its one argument is a JSON list: the path, and the name of a sheet or null. It answers on standard output with lines of
JSON: the names of the sheets, or each row as a list of texts; and ``true`` as the last, which is missing where it did
not get to the end.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

#: Bytes of address space, and seconds of computing.
_MEMORY, _SECONDS = 1536 * 1024 * 1024, 180


def _limit() -> None:
    for which, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(which)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (value, value))


def _tell(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def _sheets(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that have cells, in their order, those hidden left out if there are others."""
    every = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return [one.name for one in every if one.visible == SheetVisibleEnum.Visible] or [one.name for one in every]


def _tell_rows(book: CalamineWorkbook, sheet: str) -> None:
    found = book.get_sheet_by_name(sheet)
    # calamine leaves out the empty columns before the first cell, but not the rows above it.
    left = [""] * (found.start[1] if found.start else 0)
    for row in found.iter_rows():
        _tell(left + [_text(cell) for cell in row])


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


def _run(path: str, sheet: str | None) -> None:
    _limit()
    with CalamineWorkbook.from_path(path) as book:
        if sheet is None:
            _tell(_sheets(book))
        else:
            _tell_rows(book, sheet)
    _tell(True)


if __name__ == "__main__":
    _run(*json.loads(sys.argv[1]))
