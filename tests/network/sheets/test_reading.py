"""Files from outside: read as they are, or refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from heliograph.network.sheets import limits, reading, texts, workbooks
from heliograph.network.states import Refused
from tests.network.sheets.makers import as_csv, as_xlsx


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "in"
        path.write_bytes(content)
        return path

    return write


def read(path, **asked):
    table = reading.look(path, **asked)
    return table, [row.cells for row in reading.rows(path, table)]


def code(path, **asked):
    with pytest.raises(Refused) as refused:
        reading.look(path, **asked)
    assert refused.value.sentence
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_unicode_and_separating_signs_are_told(file, encoding, delimiter):
    rows = [["name", "city"], ["École, «une»", "Lomé"], ["مدرسة; سلام", "عمّان"]]
    table, found = read(file(as_csv(*rows, encoding=encoding, delimiter=delimiter)))
    assert (table.way.encoding, table.way.delimiter) == (encoding.removesuffix("-sig").removesuffix("-le"), delimiter)
    assert (table.header, found) == (("name", "city"), rows[1:])


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", ["École primaire de la Forêt", "Lycée Étoile à Besançon", "Colégio São João, Évora"]),
        ("cp1251", ["Средняя школа номер пять", "Гимназия имени Пушкина", "Лицей города Казань"]),
        ("cp1256", ["مدرسة السلام الثانوية", "المدرسة الوطنية في عمان", "ثانوية الأمير عبد القادر"]),
    ],
)
def test_older_encodings_are_detected_and_said(file, encoding, words):
    rows = [["name", "city"], *([word, "x"] for word in words)]
    table, found = read(file(as_csv(*rows, encoding=encoding)))
    assert (table.way.encoding, found) == (encoding, rows[1:])


def test_other_encoding_can_be_chosen(file):
    path = file("name,city\nÉcole,x\n".encode("cp850"))
    assert read(path, encoding="cp850")[1] == [["École", "x"]]
    assert code(path, encoding="utf-8") == "wrong-encoding"


def test_first_line_may_say_the_separating_sign(file):
    table, found = read(file(b"sep=;\r\nname;city\r\nA,b;c\r\n"))
    assert (table.header, table.header_row, found) == (("name", "city"), 2, [["A,b", "c"]])


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(file):
    path = file(b'A list of schools\n\nname,city\nA,x\n,\n"B\nb",y\n')
    table = reading.look(path)
    assert (table.header_row, table.rows) == (3, 2)
    assert [(row.number, row.cells) for row in reading.rows(path, table)] == [(4, ["A", "x"]), (6, ["B\nb", "y"])]


def test_ragged_rows_empty_columns_and_equal_headers_are_read(file):
    table, found = read(file(b"name,,name,,\nA\nB,1,2,3,,9\n"))
    assert table.header == ("name", "", "name")
    assert found == [["A", "", ""], ["B", "1", "2", "3", "", "9"]]


def test_nul_is_left_out(file):
    assert read(file(b"na\0me,city\nA\0,b\n"))[1] == [["A", "b"]]
    assert read(file(as_xlsx(["name", "city"], ["A\0", "b"])))[1] == [["A", "b"]]


def test_workbook_is_read_as_text(file):
    table, found = read(file(as_xlsx(["name", "since", "latitude"], ["A", 2001, -6.5], ["Ж", None, None])))
    assert (table.header, found) == (("name", "since", "latitude"), [["A", "2001", "-6.5"], ["Ж", "", ""]])
    assert table.way == reading.Way(sheet="Sheet1", sheets=("Sheet1",))


def test_workbook_has_days_and_starts_where_its_cells_do(file):
    import datetime as dt

    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Notes").write(0, 0, "read me")
        sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(2, 1, ["name", "confirmed"])
        sheet.write(3, 1, "A")
        sheet.write_datetime(3, 2, dt.datetime(2025, 1, 31), day)  # noqa: DTZ001 (as it is written)
        sheet.write_formula(4, 1, '=HYPERLINK("https://example.org")', value="B")
    path = file(content.getvalue())
    table, found = read(path, sheet="Data")
    assert (table.way.sheets, table.header, table.header_row) == (("Notes", "Data"), ("", "name", "confirmed"), 3)
    assert found == [["", "A", "2025-01-31"], ["", "B", ""]]


def bomb(size):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return content.getvalue()


def rewritten(change):
    """A workbook of four cells, the XML of its sheet put through ``change``."""
    first = as_xlsx(["name", "x"], ["A", "y"])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(first)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.startswith("xl/worksheets/") else content)
    return changed.getvalue()


def corners(cell):
    """A workbook with one cell somewhere else."""
    return rewritten(lambda xml: xml.replace(b'r="B2"', b'r="' + cell + b'"'))


def instead(new):
    """A workbook with something else instead of its last row's beginning."""
    return rewritten(lambda xml: xml.replace(b'<row r="2"', new))


ODD_CELLS = [
    b"ZZZZZZ99999999", b"ZZZ2", b"XFE2", b"B1048577", b"B9999999", b"A4294967297", b"B0", b"B", b"b2", b" B2", b"B2 ",
    b"&#66;2", b"B&#50;", b"-B2", b"", b'B2" r="ZZZZZZ99999999', b'B2"r="ZZZZZZ99999999', b'B2" x=" r="ZZZZ1',
]  # fmt: skip
ODD_ROWS = [b'<row r="4294967290"', b'<row r="0"', b'<row r="1048577"', b"<row r = ' 2'", b'<x:row r="4294967290"']
ODD_ENCODINGS = [
    lambda xml: xml.decode().encode("utf-16"),
    lambda xml: xml.decode().encode("utf-16-le"),
    lambda xml: xml.decode().encode("utf-32"),
    lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="UTF-16"'),
]


@pytest.mark.parametrize(
    "content",
    [*map(corners, ODD_CELLS), *map(instead, ODD_ROWS), *map(rewritten, ODD_ENCODINGS)],
    ids=range(len(ODD_CELLS) + len(ODD_ROWS) + len(ODD_ENCODINGS)),
)
def test_place_that_cannot_be_is_refused_unopened(file, monkeypatch, content):
    monkeypatch.setattr(workbooks, "_read", None)
    assert code(file(content)) == "malformed"


def test_pictures_are_not_taken_for_cells(file):
    content = io.BytesIO(as_xlsx(["name"], ["A"]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG <c '< <row r=x")
        archive.writestr("customXml/item1.xml", "<a/>".encode("utf-16"))
    assert read(file(content.getvalue()))[1] == [["A"]]


def test_cells_that_do_not_say_their_place_are_counted(file, monkeypatch):
    monkeypatch.setattr(workbooks, "_read", None)
    cells = b"<c><v>1</v></c>"
    for rows, expected in (
        (cells * 301, "too-many-columns"),
        (b"</row><row>" * 100_001, "too-many-rows"),
        (cells * 290 + b"</row><row>" * 30_000, "too-large"),
    ):
        content = rewritten(lambda xml, rows=rows: xml.replace(b"<sheetData>", b"<sheetData><row>" + rows + b"</row>"))
        assert code(file(content)) == expected


def test_library_that_ends_its_process_ends_nothing_else(file, monkeypatch):
    monkeypatch.setattr(workbooks, "check", lambda _path: None)
    assert code(file(corners(b"ZZZZZZ99999999"))) == "malformed"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"name,city\n", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "not-a-table"),
        (bytes(range(256)) * 40, "not-a-table"),
        (bytes(100_000), "not-a-table"),
        (b"<html><table><tr><td>name</td></tr></table></html>", "not-a-table"),
        (b'[{"name": "A"}]', "not-a-table"),
        (b"PK\x03\x04 and nothing that follows", "malformed"),
        (bomb(10)[:-40], "malformed"),
        (as_xlsx(["name"], ["A"])[:2000], "malformed"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old-format"),
        (corners(b"B1048576"), "too-many-rows"),
        (corners(b"XFD2"), "too-many-columns"),
        (b'name,city\n"A,x\n' + b"y\n" * 80_000, "broken-row"),
        (b"a," * 600_000 + b"\n", "not-a-table"),
        (b"a," * 301 + b"a\nx\n", "too-many-columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_file_is_refused_in_a_sentence(file, content, expected):
    assert code(file(content)) == expected


def test_archive_that_is_no_workbook_is_refused(file):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", b"hello")
    assert code(file(content.getvalue())) == "not-a-table"


def test_workbook_that_unpacks_to_too_much_is_refused_unopened(file, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(workbooks, "_read", None)
    assert code(file(bomb(1_000_001))) == "too-large"


def test_archive_that_lies_about_its_size_is_refused(file):
    content = bomb(100_000)
    assert content.count((100_000).to_bytes(4, "little")) == 2
    assert code(file(content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))) == "malformed"


def test_too_many_rows_are_refused_before_all_are_read(file, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    read_rows = []
    monkeypatch.setattr(
        texts, "read_text", lambda *_given: (read_rows.append(1) or [str(number)] for number in range(1_000_000))
    )
    assert code(file(b"name\n1\n")) == "too-many-rows"
    assert len(read_rows) < 50


def test_wide_sheet_is_read(file):
    rows = [[f"c{number}" for number in range(300)], ["x"] * 300]
    assert read(file(as_csv(*rows)))[1] == rows[1:]
