"""The PDF: tagged, titled, linked, legible in four scripts, and deaf to markup in its data."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from heliograph.bulletin.edition import Shown
from heliograph.bulletin.renditions import pdf
from heliograph.frame import typesetting
from tests.bulletin.renditions.editions import correction, edition, item, moment

FEBRUARY = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)


def text_of(content):
    with pdfplumber.open(BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_the_document_is_tagged_titled_and_says_its_language():
    with pikepdf.open(BytesIO(pdf.render(edition()))) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "N°22: Info Flash"


@pytest.mark.parametrize("title", ["Info Flash N°22", "Bulletin 22/2026", "22"])
def test_a_title_that_has_the_number_is_left_as_it_is(title):
    with pikepdf.open(BytesIO(pdf.render(edition(title=title)))) as document:
        assert str(document.docinfo["/Title"]) == title


def test_the_page_is_a4():
    with pdfplumber.open(BytesIO(pdf.render(edition()))) as document:
        page = document.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)


def test_links_lead_where_the_text_says():
    with pdfplumber.open(BytesIO(pdf.render(edition()))) as document:
        found = {link["uri"] for page in document.pages for link in page.hyperlinks}
    assert found == {
        "https://example.org/guide?a=1&b=2",
        "https://example.org/register",
        "mailto:desk@secretariat.example.org",
    }


def test_the_words_of_an_edition_stand_in_it():
    given = moment("Register by", "deadline", FEBRUARY, precision="day")
    words = text_of(pdf.render(edition([item(moments=[given])], corrections=(correction(),))))
    for expected in ("Info Flash", "INVITATION", "A meeting of the network", "Register by", "The time was wrong."):
        assert expected in words
    assert "Sunday, 1 February 2026" in words


def test_markup_in_the_data_comes_out_as_text():
    words = text_of(pdf.render(edition([item(body="#[raw] $x$ <b> #sys.version `#panic()`")])))
    assert "#[raw] $x$ <b> #sys.version #panic()" in words


@pytest.mark.parametrize(
    ("language", "body", "font"),
    [
        ("ar", "نص عربي", "NotoSansArabic"),
        ("ru", "Русский текст", "LibertinusSerif"),
        ("zh", "中文文字", "NotoSansCJK"),
        ("fr", "Élèves, œuvres, naïveté", "LibertinusSerif"),
    ],
)
def test_every_script_has_its_letters(language, body, font):
    content = pdf.render(edition([item(title=body, body=body, language=language)], language=language, title=body))
    with pdfplumber.open(BytesIO(content)) as document:
        fonts = {char["fontname"].split("+")[-1] for page in document.pages for char in page.chars}
    assert any(name.startswith(font) for name in fonts)


def test_a_picture_is_shown_with_its_words(settings, tmp_path):
    from PIL import Image

    settings.MEDIA_ROOT = tmp_path
    Image.new("RGB", (40, 20), "#f2b705").save(tmp_path / "sun.png")
    shown = Shown("https://bulletin.example.org/media/sun.png", "sun.png", 40, 20, "A yellow field", "Day of the sun")
    gone = Shown("https://bulletin.example.org/media/gone.png", "gone.png", 40, 20, "Gone", "Gone")
    content = pdf.render(edition([item(pictures=(shown, gone))]))
    assert "Day of the sun" in text_of(content)
    with pikepdf.open(BytesIO(content)) as document:
        alternatives = [
            str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert "A yellow field" in alternatives


def test_a_long_issue_breaks_over_pages():
    items = [item(number, body="A paragraph of the bulletin.\n\n" * 12) for number in range(1, 9)]
    with pdfplumber.open(BytesIO(pdf.render(edition(items)))) as document:
        assert 2 <= len(document.pages) <= 6


def test_a_font_that_is_not_installed_is_an_error(monkeypatch):
    monkeypatch.setattr(typesetting, "FONT_PACKAGES", ("no_such_font_package",))
    typesetting.fonts.cache_clear()
    with pytest.raises(typesetting.MissingFont):
        pdf.render(edition())
    monkeypatch.undo()
    typesetting.fonts.cache_clear()


def test_fonts_are_read_once_for_all_documents():
    typesetting.fonts.cache_clear()
    pdf.render(edition())
    pdf.render(edition())
    assert typesetting.fonts.cache_info().misses == 1
