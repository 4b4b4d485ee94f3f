"""The bulletin's desk in a real browser: by keyboard, without JavaScript, on a small screen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import ImportedDraft, Issue, ItemMoment
from heliograph.bulletin.review import as_data
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.network.models import Person, Role
from tests.browser.pages import looks, sound
from tests.bulletin.drafts import DRAFT, SOURCE

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
ITEM = "/desk/issues/22/items/spring-meeting/"
PAGES = (
    "/desk/",
    "/desk/import/",
    "/desk/issues/",
    "/desk/issues/new/",
    "/desk/issues/22/",
    "/desk/issues/22/edit/",
    ITEM,
    f"{ITEM}remove/",
    "/desk/issues/22/preview/",
    "/desk/issues/22/publish/",
    "/desk/issues/22/readers/",
    "/desk/issues/22/progress/",
)


@pytest.fixture
def person(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def draft(person):
    data = {**as_data(DRAFT), "number": "23", "date": "2026-01-26", "files": {}}
    return ImportedDraft.objects.create(owner=person, created_at=NOW, name="news.txt", source=SOURCE, data=data)


@pytest.fixture
def issue(person):
    made = save_draft(DRAFT, {}, "news.txt", person, NOW)
    ItemMoment.objects.create(item=made.items.first(), kind="tentative", zone="Europe/Paris", text="in spring")
    return made


@pytest.fixture
def open_desk(open_page, person, draft, issue):
    """Open an address of the desk as somebody of the secretariat."""
    open_page.who = person
    return open_page


@pytest.fixture
def review(draft):
    return f"/desk/import/{draft.public_id}/"


@looks
def test_axe_finds_nothing_and_nothing_is_too_wide(open_desk, site, review, look):
    page = open_desk(look=look)
    for address in (*PAGES, review):
        page.goto(site + address)
        sound(page)


def verdicts(page):
    chosen = page.eval_on_selector_all("input[type=radio]:checked", "all => all.map((one) => [one.name, one.value])")
    return {name.removesuffix("-verdict"): value for name, value in chosen}


def test_facts_are_decided_by_single_keys(open_desk, review):
    page = open_desk(review)
    for key in "jjajd":
        page.keyboard.press(key)
    assert verdicts(page) == {"i0": "accept", "i0.moments.1": "drop"}
    page.keyboard.press("k")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "i0.moments.1-kind"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.name") == "i0.links.0-verdict"


def test_keys_can_be_switched_off(open_desk, review):
    page = open_desk(review)
    page.click(".keys summary")
    page.uncheck("#keys-on")
    for key in "jja":
        page.keyboard.press(key)
    assert verdicts(page) == {}


def test_typing_in_a_field_is_a_correction_and_no_key(open_desk, review):
    page = open_desk(review)
    page.click("#f-i0-moments-0 .fold > summary")
    page.fill("#id_i0\\.moments\\.0-what", "")
    page.type("#id_i0\\.moments\\.0-what", "adjacent")
    assert page.input_value("#id_i0\\.moments\\.0-what") == "adjacent"
    assert verdicts(page) == {"i0.moments.0": "correct"}


def test_marked_passage_leads_to_its_fact_and_back(open_desk, review):
    page = open_desk(review)
    page.click("#s-i0-moments-0 a")
    assert page.evaluate("location.hash") == "#f-i0-moments-0"
    page.click("#f-i0-moments-0 .to-source")
    assert page.evaluate("location.hash") == "#s-i0-moments-0"


@pytest.mark.parametrize("scripts", [True, False])
def test_document_becomes_an_issue_by_keyboard(open_desk, site, scripts):
    page = open_desk("/desk/import/", java_script_enabled=scripts)
    page.focus("#id_text")
    page.keyboard.insert_text(
        "Network News N°24\n\nINVITATION\n\n# Spring meeting\n\nPlease register by **1 February 2026**.\n"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/import/*-*/")
    page.focus("button[value=save]")
    page.keyboard.press("Enter")
    page.focus("button[value=save-rest]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/desk/issues/24/")
    assert Issue.objects.get(number=24).items.get().moments.get().what == "register"


@pytest.mark.parametrize("scripts", [True, False])
def test_item_is_edited_and_moved_by_keyboard(open_desk, site, scripts):
    page = open_desk("/desk/issues/22/", java_script_enabled=scripts)
    page.focus("#item-spring-meeting button[name=down]")
    page.keyboard.press("Enter")
    page.wait_for_url("**#item-spring-meeting")
    assert page.locator(".entry h3").all_inner_texts() == ["A guide for teachers", "Spring meeting"]
    page.focus("#item-spring-meeting h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{ITEM}")
    page.fill("#id_title_en", "Summer meeting")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/desk/issues/22/")
    assert page.locator(".entry h3").all_inner_texts() == ["A guide for teachers", "Summer meeting"]


@pytest.mark.parametrize("kind", ["web", "letter", "text"])
def test_preview_is_shown_in_its_frame(open_desk, kind):
    page = open_desk(f"/desk/issues/22/preview/{kind}/")
    frame = page.frame_locator("iframe.preview")
    frame.get_by_text("Spring meeting").first.wait_for()
    assert page.problems == []


def test_counts_come_up_to_date_by_themselves(open_desk, issue):
    Issue.objects.filter(pk=issue.pk).update(state="published", published_at=NOW, mailing_key="issue-22")
    mailing = open_mailing("issue-22", "bulletin", "N°22", NOW)
    page = open_desk("/desk/issues/22/progress/")
    assert "0 of 0 done" in page.inner_text("#progress")
    Mailing.objects.filter(pk=mailing.pk).update(state="sent", finished_at=NOW)
    page.wait_for_selector("#progress[data-under-way='']")
    assert (page.get_by_text("Look again").count(), page.problems) == (0, [])
