"""Tables to be saved: CSV (RFC 4180) that a spreadsheet opens as it is, XLSX, and JSON; written while they are read.

What looks like a formula gets an apostrophe in front, which ``plain`` takes away again.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

ROWS_AT_ONCE = 500
#: So many rows stand on one sheet of a workbook; further ones go on to the next.
ROWS_ON_A_SHEET = 1_000_000
LONGEST_CELL = 32_767
FORMATS = ("csv", "xlsx", "json")
#: By it spreadsheets know UTF-8.
_BOM = "\ufeff"
#: What a spreadsheet takes for the beginning of a formula, wide forms included.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def harmless(value: object) -> str:
    """A cell in which no formula runs: a text that looks like one gets an apostrophe in front. Numbers are numbers."""
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text of which ``harmless`` made a cell."""
    return cell[1:] if _QUOTED.match(cell) else cell


def _pieces(rows: Iterator[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _BOM
    while part := list(islice(rows, ROWS_AT_ONCE)):
        yield "".join(str(writer.writerow([harmless(cell) for cell in row])) for row in part)


def spreadsheet(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """An answer with a CSV table to be saved as ``name``; ``rows`` are read as the answer goes out."""
    return streamed(name, _pieces(chain([head], rows)), "text/csv; charset=utf-8")


def table(name: str, form: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponseBase:
    """An answer with a table to be saved as ``name`` with its ending; ``form`` is one of FORMATS, else Http404.

    Cells are texts, numbers, None or lists of texts; a list is "a; b" in a spreadsheet. Memory does not grow with rows.
    """
    if form not in FORMATS:
        raise Http404
    full = f"{name}.{form}"
    if form == "json":
        return records(full, (dict(zip(head, row, strict=True)) for row in rows))
    joined = ([_joined(cell) for cell in row] for row in rows)
    return spreadsheet(full, head, joined) if form == "csv" else _workbook(full, head, joined)


def records(name: str, rows: Iterable[Mapping[str, object]]) -> StreamingHttpResponse:
    """An answer with a list of JSON objects to be saved as ``name``; ``rows`` are read as the answer goes out."""
    return streamed(name, _objects(iter(rows)), "application/json")


def streamed(name: str, pieces: Iterator[str] | Iterator[bytes], content_type: str) -> StreamingHttpResponse:
    """An answer to be saved as ``name``, sent piece by piece."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _joined(cell: object) -> object:
    return "; ".join(str(one) for one in cell) if isinstance(cell, list | tuple) else cell


def _objects(rows: Iterator[Mapping[str, object]]) -> Iterator[str]:
    before = "["
    while part := list(islice(rows, ROWS_AT_ONCE)):
        objects = (json.dumps(row, ensure_ascii=False) for row in part)
        yield f"{before}\n" + ",\n".join(objects)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_workbook(file, head, iter(rows))
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def write_workbook(file: IO[bytes], head: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Write a workbook without formulas and links, a row at a time."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        while True:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, head, bold)
            number = 0
            for number, row in enumerate(islice(rows, ROWS_ON_A_SHEET), start=1):
                _write(sheet, number, row)
            if number < ROWS_ON_A_SHEET:
                return


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[object]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        elif cell is not None and cell != "":
            sheet.write_string(number, column, harmless(cell)[:LONGEST_CELL])
