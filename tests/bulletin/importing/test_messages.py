"""E-mail messages: the part that is shown, what is attached, what was passed on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from heliograph.bulletin.importing import Refused, draft_from
from heliograph.bulletin.importing.formats import convert
from tests.bulletin.importing.documents import message, word

PAGE = (
    "<html><body><h1>Bulletin No. 7</h1><h2>Forêt</h2>"
    "<p>Please tell all your schools. The agenda is attached.</p></body></html>"
)
NOW = datetime(2026, 1, 12, tzinfo=UTC)


def read(mail):
    return convert(mail.as_bytes(), "a.eml")


def test_the_page_is_preferred_and_the_subject_is_the_title():
    source = read(message("Fwd: Tr: Bulletin No. 7", "plain words", PAGE))
    assert (source.title, source.dated, source.text.startswith("# Bulletin No. 7")) == (
        "Bulletin No. 7",
        date(2026, 1, 12),
        True,
    )


def test_plain_text_alone_is_read_without_its_signature():
    assert read(message("News", "Hello all\n\n-- \nThe office\n")).text.strip() == "Hello all"


def test_a_wrong_charset_is_guessed():
    mail = message("News", "x")
    mail.replace_header("Content-Transfer-Encoding", "8bit")
    data = mail.as_bytes().replace(b"\nx\n", "\nForêt d’été à Genève\n".encode("cp1252"))
    assert convert(data, "a.eml").text.strip() == "Forêt d’été à Genève"


def test_attached_files_are_named_and_not_missed():
    mail = message("Bulletin No. 7", None, PAGE)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Agenda 2026.pdf")
    source = read(mail)
    assert source.attached == ("Agenda 2026.pdf",)
    assert [str(warning.kind) for item in draft_from(source, now=NOW).items for warning in item.warnings] == []


def test_a_cover_note_gives_way_to_its_document():
    mail = message("Our bulletin", "Dear all, please find our bulletin enclosed.")
    data = word(
        lambda document: (document.add_heading("Bulletin No. 8", 0), document.add_paragraph("Please read it all."))
    )
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="b8.docx")
    source = read(mail)
    assert (source.format, source.title, source.dated) == ("docx", "Our bulletin", date(2026, 1, 12))
    assert "Please read it all." in source.text


def test_a_document_that_cannot_be_read_leaves_the_message():
    mail = message("Our bulletin", "Dear all, please find our bulletin enclosed.")
    mail.add_attachment(b"broken", maintype="application", subtype="octet-stream", filename="b8.docx")
    assert read(mail).text.strip() == "Dear all, please find our bulletin enclosed."


def test_a_message_in_a_message_is_read():
    outer = message("Fwd", "See below.")
    outer.add_attachment(message("Bulletin No. 9", None, PAGE))
    assert read(outer).title == "Bulletin No. 9"


def test_what_was_passed_on_loses_its_header():
    text = (
        "Dear all,\nsee below.\n\n---------- Forwarded message ---------\nFrom: The office <desk@example.org>\n"
        "Date: Mon, 12 Jan 2026\nSubject: Bulletin No. 65\nTo: all@example.org\n\nBULLETIN No. 65\n\nHello all\n"
    )
    source = read(message("Fwd: something", text))
    assert (source.title, source.text.strip()) == ("Bulletin No. 65", "BULLETIN No. 65\n\nHello all")


def test_a_message_that_nests_without_end_is_refused():
    data = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    for number in range(2_000):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    with pytest.raises(Refused) as refused:
        convert(data + b"Content-Type: text/plain\n\nhello\n", "a.eml")
    assert refused.value.code == "too-deep"
