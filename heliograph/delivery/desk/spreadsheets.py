"""Tables as CSV (RFC 4180) that a spreadsheet opens as it is, written while they are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

ROWS_AT_ONCE = 500
#: By it spreadsheets know UTF-8.
_BOM = "\ufeff"
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def harmless(value: object) -> str:
    """A cell in which no formula runs: what looks like one gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _pieces(rows: Iterator[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _BOM
    while part := list(islice(rows, ROWS_AT_ONCE)):
        yield "".join(str(writer.writerow([harmless(cell) for cell in row])) for row in part)


def spreadsheet(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """An answer with a table to be saved as ``name``; ``rows`` are read as the answer goes out."""
    response = StreamingHttpResponse(_pieces(chain([head], rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response
