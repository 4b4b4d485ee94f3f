"""Workbooks (XLSX): looked through before they are opened, then read by calamine, which gives values and runs nothing.

A workbook is a ZIP archive of XML. What is small may unpack to more than memory holds, and two cells in opposite
corners make a sheet of seventeen thousand million; so every part is unpacked once, piece by piece, and the furthest
cell noted. What opens it then is a process of its own (``apart``), as what is damaged in a way that nobody foresaw may
end it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from heliograph.frame.apart import Bounds, Ended, answers
from heliograph.network.sheets import cells, limits
from heliograph.network.states import Refused

#: Parts that have nothing to do with cells, and may be in another encoding.
_BESIDE = ("customxml/", "docprops/")
_APART = Bounds(memory=1536 * 1024 * 1024, seconds=180)


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
            name = member.filename.lower()
            _check_reach(part, text=name.endswith(".xml") and not name.startswith(_BESIDE))


def _check_reach(part: IO[bytes], *, text: bool) -> None:
    """How far the cells of a part reach, as it unpacks. The archive's own figures may lie, so that all is read."""
    try:
        reach = cells.reach_of(part, text=text)
    except cells.Misplaced as error:
        raise malformed() from error
    if reach.rows > limits.MOST_ROWS + 1:
        raise _far_rows(reach.rows)
    if reach.columns > limits.MOST_COLUMNS:
        raise limits.too_many_columns()
    if reach.rows * reach.columns > limits.MOST_CELLS:
        raise _too_large()


def _far_rows(rows: int) -> Refused:
    sentence = _(
        "The sheet reaches down to row %(rows)s; at most %(limit)s rows are read at once. Delete the "
        "empty rows at its end, or split it into several files."
    )
    return Refused("too-many-rows", sentence % {"rows": f"{rows:,}", "limit": f"{limits.MOST_ROWS:,}"})


def _read(path: Path, sheet: str | None) -> Iterator[Any]:
    """What the process apart answers. Raises Refused where it does not get to the end."""
    try:
        yield from answers("heliograph.network.sheets.apart", [str(path), sheet], _APART)
    except Ended as error:
        raise malformed() from error


def sheets_of(path: Path) -> list[str]:
    """The names of the sheets that have cells, in their order, those hidden left out. Raises Refused for none."""
    names = [name for said in _read(path, None) for name in said]
    if not names:
        raise limits.empty()
    return names


def read_workbook(path: Path, sheet: str) -> Iterator[list[str]]:
    """The rows of a sheet as text from its first row and column on, blank ones included. Raises Refused."""
    return _read(path, sheet)
