"""Documents are archives that are looked through."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from tests.calls.files.making import MAIN, TYPES, archive, checked, office, open_document
from tests.calls.files.refusing import refusal


def test_a_document_is_kept_as_it_was():
    given = office(more={"word/media/a.png": b"x", "docProps/app.xml": b"<a/>", "customXml/item1.xml": b"<a/>"})
    assert checked("a.docx", given).content.read() == given


@pytest.mark.parametrize(
    "member",
    [
        "word/vbaProject.bin",
        "WORD/VBAPROJECT.BIN",
        "word/vbaData.xml",
        "word/activeX/activeX1.xml",
        "xl/macrosheets/a.xml",
    ],
)
def test_macros_are_refused(member):
    assert refusal("a.docx", office(more={member: b"x"})) == "macros"


def test_macros_are_refused_by_what_the_document_says_of_itself():
    types = b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    assert refusal("a.docx", office(types=types)) == "macros"
    assert refusal("a.odt", open_document(more={"Basic/Standard/Module1.xml": b"x"})) == "macros"
    assert refusal("a.odt", open_document(more={"Scripts/python/a.txt": b"x"})) == "macros"


def test_a_program_packed_into_a_document_is_refused():
    assert refusal("a.docx", office(more={"word/embeddings/setup.exe": b"MZ"})) == "within"
    packed = b"x" * 65530 + "\x01Ole10Native".encode("utf-16-le") + b"MZ"
    assert refusal("a.docx", office(more={"word/embeddings/oleObject1.bin": packed})) == "within"
    assert checked("a.docx", office(more={"word/embeddings/oleObject1.bin": b"Equation Native"})).name == "a.docx"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.txt": b"x"}, "archive"),
        ({"META-INF/MANIFEST.MF": b"x", "A.class": b"x"}, "program"),
        ({TYPES: b"x", "xl/workbook.bin": b"x"}, "old-format"),
        ({TYPES: b"x", MAIN["docx"]: b"x", MAIN["xlsx"]: b"x"}, "archive"),
        ({TYPES: b"x", MAIN["docx"]: b"x", "../../a.xml": b"x"}, "damaged"),
        ({"mimetype": b"application/epub+zip"}, "archive"),
    ],
)
def test_other_archives_are_refused(members, code):
    assert refusal("a.docx", archive(members)) == code


def test_what_unpacks_to_far_too_much_is_refused_before_it_is():
    assert refusal("a.docx", office(more={"word/a.xml": bytes(8 * 1024 * 1024)})) == "bomb"
    many = {f"{number}.xml": b"" for number in range(4001)}
    assert refusal("a.docx", office(more=many)) == "bomb"


def test_an_archive_that_says_less_than_it_unpacks_to_is_refused():
    given = bytearray(office(more={"word/a.xml": bytes(100_000)}))
    for at in (given.find(b"word/a.xml") - 30 + 22, given.rfind(b"word/a.xml") - 46 + 24):
        given[at : at + 4] = struct.pack("<I", 10)
    assert refusal("a.docx", bytes(given)) == "damaged"


def test_a_long_list_of_members_is_not_read():
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 2 * 1024 * 1024, 4, 0)
    assert refusal("a.docx", b"PK\x03\x04" + bytes(2 * 1024 * 1024) + end) == "bomb"


def test_an_archive_that_is_cut_or_has_something_around_it_is_refused():
    assert refusal("a.docx", office()[:-10]) == "damaged"
    assert refusal("a.docx", b"PK\x03\x04" + office()) == "two-in-one"
    assert refusal("a.docx", office() + b"PK\x05\x06" + bytes(18)) == "two-in-one"


def test_a_member_that_is_damaged_is_found():
    given = office(more={"word/media/a.bin": b"content" * 50})
    at = given.index(b"contentcontent") if b"contentcontent" in given else given.index(b"word/media/a.bin") + 20
    assert refusal("a.docx", given[:at] + b"!" + given[at + 1 :]) == "damaged"


def test_a_locked_archive_is_refused():
    given = bytearray(office())
    given[6] |= 1
    with zipfile.ZipFile(io.BytesIO(bytes(given))) as opened:
        start = opened.start_dir
    given[start + 8] |= 1
    assert refusal("a.docx", bytes(given)) == "locked"
