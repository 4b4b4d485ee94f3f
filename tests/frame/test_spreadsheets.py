"""Tables to be saved: no formula runs in them, and what was written is read back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from heliograph.frame import spreadsheets
from heliograph.frame.spreadsheets import harmless, plain, table
from tests.closing import close

#: Closing an answer looks at the connection.
pytestmark = pytest.mark.django_db
RISKY = st.text(alphabet="'=+-@\t\r\nab1＝", max_size=8)


@given(RISKY | st.text(max_size=20))
def test_no_cell_begins_as_a_formula_does(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(RISKY | st.text(max_size=20))
def test_what_was_made_harmless_comes_back_as_it_was(text):
    assert plain(harmless(text)) == text


def body(response):
    content = b"".join(response.streaming_content)
    close(response)
    return content


HEAD = ["name", "latitude", "levels"]
ROWS = [["=1+1", -12.5, ["primary", "tvet"]], ["Béa", None, []], ["@x", 3, ["a"]]]


def test_csv_has_the_mark_of_utf8_and_numbers_as_they_are():
    text = body(table("t", "csv", HEAD, ROWS)).decode("utf-8")
    assert text[0] == "\ufeff"
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        HEAD,
        ["'=1+1", "-12.5", "primary; tvet"],
        ["Béa", "", ""],
        ["'@x", "3", "a"],
    ]


def test_json_is_an_array_of_objects():
    assert json.loads(body(table("t", "json", HEAD, ROWS))) == [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    assert json.loads(body(table("t", "json", HEAD, []))) == []


def test_workbook_has_texts_and_numbers_and_no_formula():
    content = body(table("t", "xlsx", HEAD, [*ROWS, ["https://example.org", None, []]]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python() == [
        HEAD,
        ["'=1+1", -12.5, "primary; tvet"],
        ["Béa", "", ""],
        ["'@x", 3.0, "a"],
        ["https://example.org", "", ""],
    ]
    assert b"<f>" not in content


def test_long_table_goes_on_to_the_next_sheet(monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS_ON_A_SHEET", 2)
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(table("t", "xlsx", ["n"], [["a"], ["b"], ["c"]]))))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert sheets == [[["n"], ["a"], ["b"]], [["n"], ["c"]]]


def test_other_formats_are_not_there():
    with pytest.raises(Http404):
        table("t", "ods", HEAD, ROWS)
