"""The sample's bulletins: one set of facts in four languages, and a docx that word processors open."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import docx
import mammoth
import pytest
from PIL import Image

from heliograph.sample.bulletins import (
    EARLIER,
    NUMBER,
    as_markdown,
    build_document,
    button_words,
    translations,
)
from heliograph.sample.moving import MARKER
from heliograph.sample.pictures import KEYS, SIZE, draw
from heliograph.sample.sources import edition, languages_of, source

TITLE = "The Associated Schools: Info Flash N°22"
TODAY = date(2026, 1, 14)
ADDRESS = re.compile(r"https?://([\w.-]+)|[\w.+-]+@([\w.-]+)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
EDITIONS = [(number, language) for number in (*EARLIER, NUMBER) for language in languages_of(number)]
ZONES = ("zone", "wrong-zone")


def facts(text: str) -> tuple[list, list, list, int]:
    """Dates, links and addresses of a source, and how many lines of lists it has."""
    dates = sorted((found[1], found[2] or "") for found in MARKER.finditer(text) if found[3] not in ZONES)
    addresses = sorted(found[0] for found in re.finditer(r"[\w.+-]+@[\w.-]+\w", text))
    return dates, LINK.findall(text), addresses, len(re.findall(r"^ *- ", text, re.MULTILINE))


def test_there_are_six_languages_of_the_sample_and_two_of_the_earlier_issues() -> None:
    assert languages_of(22) == ("en", "ar", "es", "fr", "ru", "zh")
    assert (languages_of(20), languages_of(21)) == (("en", "fr"), ("en", "fr"))


@pytest.mark.parametrize(("number", "language"), EDITIONS)
def test_every_language_tells_the_same_facts(number: int, language: str) -> None:
    for here, there in zip(source(number, language).split("\n## "), source(number, "en").split("\n## "), strict=True):
        assert facts(here) == facts(there)


@pytest.mark.parametrize(("number", "language"), EDITIONS)
def test_no_one_is_named_and_every_address_stands_on_example_org(number: int, language: str) -> None:
    text = source(number, language)
    hosts = [found[1] or found[2] for found in ADDRESS.finditer(text)]
    assert len(hosts) > 3
    assert all(host.rstrip(".").endswith("example.org") for host in hosts)
    assert not re.search(r"UNESCO|ASPnet|Zoom", text, re.IGNORECASE)


def test_the_document_opens_in_a_word_processors_library() -> None:
    document = docx.Document(BytesIO(build_document(TODAY)))
    headings = [part.text for part in document.paragraphs if part.style.name == "Heading 1"]
    assert headings == [item.title for item in edition(22, "en", TODAY).items]
    labels = [part.text for part in document.paragraphs if part.style.name == "Label"]
    assert [part.text for part in document.paragraphs[:2]] == [TITLE, "12 January 2026"]
    assert labels[:2] == ["INVITATION", "NEW PUBLICATION"]
    assert len(document.inline_shapes) == 3
    assert document.core_properties.title == TITLE


def test_the_document_keeps_lists_links_and_pictures() -> None:
    styles = [f"p[style-name='{name}'] => p" for name in ("Title", "Subtitle", "Label", "caption")]
    made = mammoth.convert_to_html(BytesIO(build_document(TODAY)), style_map="\n".join(styles))
    form = '<a href="https://conference.example.org/register">conference registration form</a>'
    assert made.messages == []
    assert f"{form} by <strong>1 February 2026</strong>" in made.value
    assert "<ul><li><strong>Registration</strong><ul><li>Not registered yet?" in made.value
    shown = re.findall(r'<img alt="([^"]+)"', made.value)
    assert shown[0] == "A round mirror that throws the light of the sun across a hill"
    assert made.value.count("data:image/png") == 3


def test_the_same_week_gives_the_same_document() -> None:
    assert build_document(TODAY) == build_document(date(2026, 1, 18)) != build_document(date(2026, 1, 19))


def test_an_edition_is_written_as_markdown_with_label_under_the_title() -> None:
    text = as_markdown(edition(21, "en", TODAY))
    assert text.startswith("# The Associated Schools: Info Flash N°21\n\n15 December 2025\n\n")
    assert "\n## Watch again: how schools teach about the ocean\n\nNEW RESOURCE\n\n- The third session" in text


def test_a_button_says_the_words_of_the_first_link_in_each_language() -> None:
    assert [button_words(item) for item in edition(22, "en", TODAY).items] == [
        "conference registration form",
        "Register for the session in English",
        "Santo Domingo Roadmap: Towards Lasting Peace",
        "online application form",
        "10 digital notebooks",
        "website of the day",
        "form for interested schools",
        "",
    ]
    assert [button_words(one.items[6]) for one in translations(TODAY).values()] == [
        "استمارة المدارس المهتمة",
        "formulario para escuelas interesadas",
        "formulaire pour les écoles intéressées",
        "форму для заинтересованных школ",
        "学校意向表",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_is_a_small_png(key: str) -> None:
    picture = Image.open(BytesIO(draw(key)))
    assert (picture.format, picture.size) == ("PNG", SIZE)
    assert len(draw(key)) < 10_000


@pytest.mark.parametrize("number", [20, 21, 22])
def test_the_title_holds_the_number(number: int) -> None:
    assert str(number) in edition(number, "en", TODAY).title
