"""The library in a real browser: the public pages and those of the desk."""

from __future__ import annotations

import pytest

from heliograph.library.depositing import Edition, Part
from heliograph.library.models import Document
from tests.browser.pages import Pages, follow, looks, press, sound, until
from tests.conftest import person_with
from tests.library.conftest import storage  # noqa: F401 (a fixture)
from tests.library.factories import DAY, collection, document, file_of, parts, pdf

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = ["/library/", "/library/?q=guide&level=primary", "/library/guide/", "/library/collections/kit/"]
DESK = [
    "/desk/library/", "/desk/library/new/", "/desk/library/guide/", "/desk/library/guide/edit/",
    "/desk/library/guide/versions/1/", "/desk/library/collections/", "/desk/library/collections/kit/",
    "/desk/library/links/", "/desk/library/draft/delete/",
]  # fmt: skip


@pytest.fixture
def filled(transactional_db, clock):
    secretary = person_with("secretariat", "desk@secretariat.example.org")
    kit = collection("Kit", secretary)
    editions = [
        Edition(DAY, parts("en")),
        Edition(DAY, [*parts("fr", "ar"), Part("en", url="https://example.org/guide")], {"en": "Clearer."}),
    ]
    document(
        {"en": "Guide", "ar": "دليل"}, by=secretary, editions=editions, collection=kit, levels=["primary"],
        abstract={"en": "Says **how**.\n\n- one\n- two"}, licence="cc-by", themes=["ocean"],
    )  # fmt: skip
    document("Draft", by=secretary, collection=kit, published=False)
    return secretary


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, filled, look):
    for who, addresses in ((None, PUBLIC), (filled, DESK)):
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)


def test_a_document_is_found_by_keyboard(open_page, filled):
    page = open_page("/library/")
    page.fill("[name=q]", "guide")
    press(page, ".finder button")
    press(page, ".documents a")
    assert page.get_by_role("heading", level=1).inner_text() == "Guide"


def test_a_document_is_begun_given_a_file_and_published_without_a_script(open_page, filled, tmp_path):
    (tmp_path / "roadmap.pdf").write_bytes(pdf("roadmap"))
    page = open_page("/desk/library/new/", filled, java_script_enabled=False)
    page.fill("[name=title_en]", "Roadmap")
    follow(page.get_by_role("button", name="Save"))
    page.locator("[name=language]").select_option("en")
    page.set_input_files("[name=file]", tmp_path / "roadmap.pdf")
    follow(page.get_by_role("button", name="Add it"))
    follow(page.get_by_role("button", name="Publish the document"))
    assert Document.objects.get(slug="roadmap").state == "published"


def test_a_pdf_is_shown_by_the_viewer_of_the_browser(site, whole_browser, filled):
    page, file = Pages(whole_browser, site)("/library/"), file_of(Document.objects.get(slug="guide"), "fr")
    page.goto(f"{site}/library/files/{file.public_id}/?inline=1")
    # The page, the viewer in it, and the document that the viewer has loaded.
    shown = ["http", "chrome-extension", "http"]
    until(page, lambda: [frame.url.partition(":")[0] for frame in page.frames], shown)
