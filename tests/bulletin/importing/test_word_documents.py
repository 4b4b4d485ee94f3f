"""Word documents: styles, tables, pictures, headers; broken and hostile ones."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from heliograph.bulletin.importing import draft_from
from heliograph.bulletin.importing.formats import convert
from heliograph.bulletin.importing.refusal import Refused
from tests.bulletin.importing.documents import archive, picture, word

NOW = datetime(2026, 1, 12, tzinfo=UTC)


def _bulletin(document):
    document.sections[0].header.paragraphs[0].text = "Info Flash No. 31 | 9 February 2026"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 2"
    document.add_paragraph("The Associated Schools Bulletin", style="Title")
    document.add_heading("Peace week", 1)
    document.add_paragraph("INVITATION")
    document.add_paragraph("Join us in Nairobi, Kenya, from 30 January to 2 February 2026.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Africa", "3 March 2026, 10:00 Paris time"
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Inside", style="List Bullet 2")
    document.add_heading("New handbook", 1)
    document.add_paragraph("").add_run("NEW PUBLICATION").bold = True
    document.add_picture(io.BytesIO(picture()))
    document.add_paragraph("The cover of the book")
    document.add_paragraph("Write to books@example.org.")


def test_a_document_with_styles_becomes_an_issue():
    source = convert(word(_bulletin), "a.docx")
    draft = draft_from(source, now=NOW)
    assert (draft.number, draft.title, draft.period) == ("31", "The Associated Schools Bulletin", "9 February 2026")
    assert [(item.label, item.title) for item in draft.items] == [
        ("INVITATION", "Peace week"), ("NEW PUBLICATION", "New handbook"),
    ]  # fmt: skip
    assert draft.items[0].body.split("\n\n")[1:] == [
        "| Africa | 3 March 2026, 10:00 Paris time |\n| --- | --- |",
        "- One\n    - Inside",
    ]
    assert draft.items[1].pictures == ("image-1.png",)
    assert [(one.name, one.caption, one.data) for one in source.pictures] == [
        ("image-1.png", "The cover of the book", picture())
    ]


def test_titles_that_are_only_bold_are_titles():
    def build(document):
        for text, bold in (("Bulletin No. 5", True), ("Peace week", True),
                           ("Please tell all your schools about it.", False),
                           ("A new guide", True), ("It can be had from the office at any time.", False)):  # fmt: skip
            document.add_paragraph("").add_run(text).bold = bold

    draft = draft_from(convert(word(build), "a.docx"), now=NOW)
    assert [item.title for item in draft.items] == ["Peace week", "A new guide"]


def test_a_document_of_five_megabytes_is_read():
    def build(document):
        for number in range(2_000):
            document.add_paragraph(f"Paragraph {number}: please tell all your schools about it.")

    source = convert(_padded(word(build)), "a.docx")
    assert len(source.blocks) == 2_000


def _padded(data):
    """The same document with a big picture that nothing shows."""
    import random
    import zipfile

    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as target:
        target.writestr("word/media/big.jpg", random.Random(1).randbytes(5_000_000))
    return out.getvalue()


def test_a_truncated_document_is_refused():
    data = word(_bulletin)
    for part in (data[: len(data) // 2], data[:-30], data[:200]):
        with pytest.raises(Refused) as refused:
            convert(part, "a.docx")
        assert refused.value.code == "damaged"


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = archive(word__document_xml=b"0" * 50_000_000)
    with pytest.raises(Refused) as refused:
        convert(data, "a.docx")
    assert refused.value.code == "archive-bomb"


def test_entities_are_refused():
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(Refused) as refused:
        convert(archive(word__document_xml=evil), "a.docx")
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(content_xml="<a/>", mimetype="application/vnd.oasis.opendocument.text"), "is-odt"),
        (archive(Index__Document_iwa="x").replace(b"Document_iwa", b"Document.iwa"), "is-pages"),
        (archive(ppt__presentation_xml="<a/>"), "is-pptx"),
        (archive(xl__workbook_xml="<a/>"), "is-xlsx"),
        (archive(readme="x"), "is-zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is-doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__substg1.0_".encode("utf-16-le"), "is-msg"),
        (b"{\\rtf1 text}", "is-rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is-picture"),
        (b"just text", "damaged"),
    ],
)
def test_other_files_named_as_word_are_told_apart(data, code):
    with pytest.raises(Refused) as refused:
        convert(data, "a.docx")
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
