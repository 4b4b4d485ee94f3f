"""What is handed in as a poster is one page, upright and sharp enough; what is not is refused with what helps."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.calls.models import Response
from tests.calls.answering.forms import posted
from tests.calls.files.making import huge_png, pdf, picture
from tests.conference.posters.factories import AGREED, conference_with_posters
from tests.network.factories import person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ANSWERS = {
    "q_title": "Trees of our town",
    "q_summary": "We counted them.",
    "q_language": "fr",
    "q_alt": "A map with green dots",
    "q_credit": "Class 8b",
}


@pytest.fixture
def handing_in(client):
    """Sends a poster by the form of the call; gives the page that comes back."""
    one, at = conference_with_posters(), school()
    client.force_login(with_role(person(), "focal-point", organization=at))
    assert one.posters is not None
    url = f"/calls/{one.posters.slug}/answer/?for=o{at.public_id}"

    def send(name: str, data: bytes, **more):
        form = posted(client.get(url), **ANSWERS, **more)
        return client.post(url, {**form, "q_file": SimpleUploadedFile(name, data)})

    return send


def page_of(width: float, height: float, **saved) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(width, height))
        made.save(out, **saved)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", pdf()), ("a.png", picture("PNG", (900, 1200))), ("a.jpg", picture("JPEG", (1000, 1414)))],
)
def test_a_poster_is_taken(handing_in, name, data):
    assert handing_in(name, data, q_publish="yes").status_code == 200
    answers = Response.objects.get(state="submitted").answers
    assert answers["title"] == "Trees of our town"
    assert [each["name"] for each in answers["file"]] == [name]
    assert answers["publish"]["agreed"] is AGREED["agreed"]


REFUSED = {
    "two pages": ("a.pdf", pdf(pages=2), "“a.pdf” has 2 pages. A poster is one page"),
    "a page on its side": ("a.pdf", page_of(842, 595), "is not upright"),
    "a square": ("a.png", picture("PNG", (1000, 1000)), "is not upright"),
    "a picture on its side": ("a.jpg", picture("JPEG", (1600, 1200)), "is not upright"),
    "few pixels": ("a.png", picture("PNG", (300, 400)), "300 × 400 pixels: too few"),
    "500 megapixels": ("a.png", huge_png(20_000, 25_000), "more than 50 million pixels"),
    "a password": (
        "a.pdf", page_of(595, 842, encryption=pikepdf.Encryption(owner="o", user="u")), "protected by a password",
    ),
    "a broken file": ("a.pdf", b"%PDF-1.7\nnothing\n%%EOF\n", "is damaged or not complete"),
    "a renamed program": ("a.pdf", b"MZ\x90\0" + bytes(500), "program"),
    "60 megabytes": ("a.png", picture("PNG", (900, 1200)) + bytes(60 * 1024 * 1024), "larger than 20 MB"),
    "a text": ("a.txt", b"Trees", "plain text"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_poster_is_refused_with_what_helps(handing_in, name, data, said):
    page = handing_in(name, data)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Response.objects.exclude(state="draft").exists()


def test_a_page_that_is_shown_turned_counts_as_it_is_seen(handing_in):
    def turn(made: pikepdf.Pdf) -> None:
        made.pages[0].Rotate = 90

    assert "is not upright" in handing_in("a.pdf", pdf(turn)).content.decode()


def test_a_poster_is_sent_without_consent_too(handing_in):
    assert handing_in("a.pdf", pdf()).status_code == 200
    assert "publish" not in Response.objects.get(state="submitted").answers
