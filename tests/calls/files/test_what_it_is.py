"""A file is what its bytes say."""

from __future__ import annotations

import gzip

import pytest

from heliograph.network.files.checking import Limits, check_number
from heliograph.network.files.kinds import KINDS, TYPES, accept, labels
from heliograph.network.states import Refused
from tests.calls.files.making import checked, office, open_document, pdf, picture, wave
from tests.calls.files.refusing import refusal


@pytest.mark.parametrize(
    ("name", "data", "content_type", "kept_name"),
    [
        ("a.pdf", pdf(), "application/pdf", "a.pdf"),
        ("a.jpg", pdf(), "application/pdf", "a.pdf"),
        ("a.PNG", picture(), "image/png", "a.png"),
        ("a.jpeg", picture("JPEG"), "image/jpeg", "a.jpeg"),
        ("a.webp", picture("WEBP"), "image/webp", "a.webp"),
        ("a.gif", picture("GIF"), "image/png", "a.png"),
        ("a", picture("JPEG"), "image/jpeg", "a.jpg"),
        ("a.md", b"# Title", "text/plain", "a.md"),
        ("a.dat", b"MZUMBE", "text/plain", "a.txt"),
        ("a.csv", b"a;b", "text/csv", "a.csv"),
        ("a.doc", office("docx"), TYPES["docx"].content_type, "a.docx"),
        ("a.xlsx", office("xlsx"), TYPES["xlsx"].content_type, "a.xlsx"),
        ("a.pptx", office("pptx"), TYPES["pptx"].content_type, "a.pptx"),
        ("a.odt", open_document("text"), TYPES["odt"].content_type, "a.odt"),
        ("a.ods", open_document("spreadsheet"), TYPES["ods"].content_type, "a.ods"),
        ("a.odp", open_document("presentation"), TYPES["odp"].content_type, "a.odp"),
        ("a.wav", wave(), "audio/wav", "a.wav"),
    ],
)
def test_a_file_gets_the_type_and_the_suffix_of_what_it_is(name, data, content_type, kept_name):
    found = checked(name, data)
    assert (found.content_type, found.name) == (content_type, kept_name)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "empty"),
        ("blank.txt", b" \r\n ", "empty"),
        ("photo.jpg", b"MZ\x90\0" + bytes(100), "program"),
        ("photo.jpg", b"\x7fELF" + bytes(100), "program"),
        ("notes.txt", b"#!/bin/sh\nrm -r /", "program"),
        ("notes.txt", b"\xca\xfe\xba\xbe\0\0\0\x34", "program"),
        ("photo.jpg.exe", picture("JPEG"), "program"),
        ("macro.docm", office(), "program"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page"),
        ("drawing.png", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "page"),
        ("page.txt", b"Hello <script>alert(1)</script>", "page"),
        ("page.txt", "<html>".encode("utf-16"), "page"),
        ("page.html", b"Hello", "page"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        ("IMG_1.avif", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "heic"),
        ("scan.tif", b"II*\0" + bytes(50), "picture-format"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "old-format"),
        ("old.rtf", b"{\\rtf1 Hello}", "old-format"),
        ("many.rar", b"Rar!\x1a\x07\0", "archive"),
        ("many.gz", gzip.compress(b"text"), "archive"),
        ("odd.pdf", b"\0\x01\x02\x03" * 20, "unknown"),
        ("odd.txt", b"a\0b", "unknown"),
        ("odd.txt", b"\xff\xfe\x00\x00\x01\x00", "unknown"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name(name, data, code):
    assert refusal(name, data) == code


def test_a_kind_that_was_not_asked_for_is_refused_with_what_is():
    with pytest.raises(Refused) as refused:
        checked("a.png", pdf(), Limits(kinds=("image", "document")))
    assert refused.value.code == "unwanted"
    assert refused.value.sentence == (
        "“a.png” is of the kind “PDF”. This question takes: picture, text document. "
        "Save it as one of these, and choose that file."
    )


def test_a_file_is_refused_above_its_limit_and_taken_at_it():
    assert checked("a.txt", b"x" * 2000, Limits(largest=2000)).size == 2000
    with pytest.raises(Refused) as refused:
        checked("a.txt", b"x" * 2001, Limits(largest=2000))
    assert refused.value.sentence == "“a.txt” is larger than 2 kB. Make it smaller, and choose that file."


def test_the_limit_of_the_site_stands_above_that_of_a_question(settings):
    settings.UPLOAD_LIMIT = 10
    assert refusal("a.txt", b"x" * 11, Limits(largest=2000)) == "too-large"


def test_more_files_than_are_taken_are_refused():
    check_number(2, Limits(number=2))
    with pytest.raises(Refused) as refused:
        check_number(3, Limits(number=2))
    assert refused.value.sentence == "At most 2 files are taken here. Take one away before you add another."


@pytest.mark.parametrize("data", [picture("GIF"), picture("JPEG"), pdf(), b"plain text", wave()])
def test_an_archive_at_the_end_of_something_else_is_refused(data):
    assert refusal("holiday.gif", data + office()) == "two-in-one"


def test_a_pdf_with_something_before_it_is_refused():
    assert refusal("a.pdf", b"GIF89a" + pdf()) == "two-in-one"
    assert refusal("a.txt", b"text\n" + pdf()) == "two-in-one"


def test_the_kinds_of_the_table_are_those_that_are_offered():
    assert {kind for one in TYPES.values() for kind in one.kinds} == set(KINDS)
    assert [one.key for one in TYPES.values() if one.shown] == ["jpeg", "png", "webp"]
    assert accept(("pdf", "image")) == ".pdf,.jpg,.jpeg,.png,.webp,.gif"
    assert labels(("pdf", "slides")) == ["PDF", "slides"]
