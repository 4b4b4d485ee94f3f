"""Sheets as text (CSV, TSV): the sign between their cells, and their rows, one by one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from heliograph.network.sheets.encodings import ENCODINGS
from heliograph.network.sheets.limits import LONGEST_LINE, not_a_table
from heliograph.network.states import Refused

_SAMPLE = 65_536
_DELIMITERS = (",", ";", "\t", "|")
_SAYS_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<[!?a-z]|[{\[]\s*[\"{\[])", re.IGNORECASE)


def _codec(path: Path, encoding: str) -> str:
    """The name by which Python decodes the file: marks at its beginning are left out, UTF-16 may have none."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if encoding == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
    return "utf-8-sig" if encoding == "utf-8" else encoding


def delimiter_of(path: Path, encoding: str) -> str:
    """The sign between the cells: as the first line says (``sep=;``), else the one that makes the most even table."""
    with path.open(encoding=_codec(path, encoding), newline="", errors="replace") as file:
        sample = file.read(_SAMPLE)
    if _MARKUP.match(sample):
        raise not_a_table()
    said = _SAYS_DELIMITER.match(sample)
    return said[1] if said else max(_DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 40))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows[: max(1, len(rows) - 1)] if row)
    if not widths:
        return 0.0, 0
    width, often = widths.most_common(1)[0]
    return (often / widths.total() if width > 1 else 0.0), width


def _lines(file: io.TextIOBase) -> Iterator[str]:
    """The lines without NUL, which PostgreSQL does not keep."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise not_a_table()
        yield line.replace("\0", "")


def read_text(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The rows, blank ones included. Raises Refused where the text is not in this encoding, or no table."""
    with path.open(encoding=_codec(path, encoding), newline="") as file:
        reader = csv.reader(_lines(file), delimiter=delimiter)
        number = 0
        try:
            for number, row in enumerate(reader, start=1):
                yield [] if number == 1 and _SAYS_DELIMITER.fullmatch(delimiter.join(row)) else row
        except UnicodeError as error:
            raise _wrong_encoding(encoding) from error
        except csv.Error as error:
            raise _broken_row(number + 1) from error


def _wrong_encoding(encoding: str) -> Refused:
    words = {"encoding": ENCODINGS.get(encoding, encoding)}
    return Refused(
        "wrong-encoding", _("The file is not written as “%(encoding)s”. Choose another way of reading it.") % words
    )


def _broken_row(number: int) -> Refused:
    sentence = _(
        "Row %(number)s cannot be read: a cell in it does not end. Look for a quotation mark that is "
        "opened and not closed."
    )
    return Refused("broken-row", sentence % {"number": number})
