"""Files for tests, and an import from file to outcome."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.base import ContentFile

from heliograph.frame.spreadsheets import write_workbook
from heliograph.network.sheets import receiving, running


def as_csv(*rows: Any, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(head: Any, *rows: Any) -> bytes:
    file = io.BytesIO()
    write_workbook(file, head, iter(rows))
    return file.getvalue()


def received(content: bytes, by: Any, at: Any, kind: str = "organizations", name: str = "in.csv") -> Any:
    return receiving.receive(kind, ContentFile(content, name=name), by, at)


def checked(
    content: bytes, by: Any, at: Any, kind: str = "organizations", clears: bool = False, **constants: str
) -> Any:
    sheet = received(content, by, at, kind)
    receiving.match(sheet, sheet.columns, constants, by, at, clears=clears)
    running.check(sheet.pk, at)
    sheet.refresh_from_db()
    return sheet


def applied(sheet: Any, by: Any, at: Any, without_refused: bool = False) -> Any:
    receiving.start_applying(sheet, by, without_refused=without_refused)
    running.apply(sheet.pk, at)
    sheet.refresh_from_db()
    return sheet


def imported(content: bytes, by: Any, at: Any, kind: str = "organizations", **constants: str) -> Any:
    return applied(checked(content, by, at, kind, **constants), by, at)


def counts(sheet: Any) -> tuple[int, int, int, int]:
    found = sheet.outcome["counts"]
    return (found["added"], found["changed"], found["same"], found["refused"])


def reasons(sheet: Any) -> list[tuple[int, str, str]]:
    """Row, column and reason of each refusal."""
    lines = sheet.outcome["samples"].get("refused", [])
    return [(line["row"], column, reason) for line in lines for column, _value, reason, _mend in line["reasons"]]
