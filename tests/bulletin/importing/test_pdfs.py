"""PDFs: reading order, headings, lists, tables, links; what cannot be read."""

from __future__ import annotations

import pytest

from heliograph.bulletin.importing.formats import convert
from heliograph.bulletin.importing.refusal import Refused
from tests.bulletin.importing.documents import pdf, protected

PAGE = r"""
#set page(header: [Info Flash No. 31], footer: context [Page #counter(page).display()])
= Info Flash No. 31
== Peace week
*INVITATION*

Join us from *30 January to 2 February 2026* and read #link("https://example.org/a_b")[the form] before.

- One
  - Inside
- Two

#table(columns: 2, [Region], [Date], [Africa], [3 March 2026])
#pagebreak()
== New handbook
The handbook is out.
"""


@pytest.fixture(scope="module")
def data():
    return pdf(PAGE)


def test_structure_is_kept_and_running_heads_are_not(data):
    assert convert(data, "a.pdf").text == (
        "# Info Flash No. 31\n\n## Peace week\n\n**INVITATION**\n\n"
        "Join us from **30 January to 2 February 2026** and read [the form](https://example.org/a_b) before.\n\n"
        "- One\n  - Inside\n- Two\n\n| Region | Date |\n| --- | --- |\n| Africa | 3 March 2026 |\n\n"
        "## New handbook\n\nThe handbook is out.\n"
    )


def test_columns_are_read_one_after_the_other():
    words = "The schools of the network tell one another what they have seen and heard in the year that is ending now. "
    text = convert(
        pdf(f"= Bulletin No. 3\n#columns(2)[LEFT {words * 8} STOP #colbreak() RIGHT {words * 8} END]"), "a.pdf"
    ).text
    flat = " ".join(text.split())
    assert flat.count(words.strip()) == 16
    assert flat.index("LEFT") < flat.index("STOP") < flat.index("RIGHT") < flat.index("END")


def test_hyphenated_words_are_joined():
    text = convert(
        pdf(
            "#set text(hyphenate: true)\n#set par(justify: true)\n#block(width: 4.2cm)["
            + "internationalization " * 12
            + "]"
        ),
        "a.pdf",
    ).text
    assert text.split() == ["internationalization"] * 12


def test_a_name_is_no_promise(data):
    assert convert(data, "a.docx").format == "pdf"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (protected, "password"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:200], "damaged"),
        (lambda data: pdf("#rect(width: 5cm, height: 5cm, fill: navy)"), "no-text"),
    ],
)
def test_what_cannot_be_read_is_refused(data, change, code):
    with pytest.raises(Refused) as refused:
        convert(change(data), "a.pdf")
    assert refused.value.code == code


def test_something_else_named_pdf_is_refused():
    with pytest.raises(Refused) as refused:
        convert(b"hello", "a.pdf")
    assert refused.value.code == "damaged"
