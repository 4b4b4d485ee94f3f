"""Programmes and calls in a real browser: the public pages and those of the desk, wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Call
from tests.browser.pages import follow, looks, sound
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.conftest import person_with
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = ["/calls/", "/programmes/", "/programmes/conference/"]
DESK = [
    "/desk/programmes/", "/desk/programmes/new/", "/desk/programmes/conference/", "/desk/programmes/conference/edit/",
    "/desk/programmes/conference/calls/new/", "/desk/calls/register/", "/desk/calls/register/edit/",
    "/desk/calls/draft/publish/", "/desk/calls/register/cancel/", "/desk/calls/hidden/",
]  # fmt: skip


@pytest.fixture
def conference(transactional_db, clock):
    one = programme("Conference", slug="conference", begins="2026-04-14", ends="2026-04-16")
    one.title = LazyI18nString({"en": "World conference", "ar": "المؤتمر العالمي"})
    one.text = LazyI18nString({"en": "Three **days**.\n\n- one\n- two"})
    one.save()
    register = call("Registration", programme=one, slug="register", capacity=1, minutes=5, closes=NOW + 2 * DAY)
    deadline(register, "reconfirm", NOW + 20 * DAY)
    response(register)
    response(register)
    call("Posters", programme=one, slug="posters", kind="contribution", opens=NOW + DAY)
    call("Sessions", programme=one, slug="sessions", closes=NOW - DAY)
    call("Webinar", programme=one, slug="draft", status="draft", closes=None)
    call("By link", programme=one, slug="hidden", visibility="link")
    one.attachments.create(title=LazyI18nString({"en": "Concept note"}), url="https://example.org/note")
    return one


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, conference, look):
    secretary = person_with("secretariat", "desk@secretariat.example.org")
    for who, addresses in ((None, PUBLIC), (secretary, DESK)):
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)


def test_a_call_is_begun_written_and_published_without_a_script(open_page, site, conference):
    secretary = person_with("secretariat", "desk@secretariat.example.org")
    page = open_page("/desk/programmes/conference/", secretary, java_script_enabled=False)
    follow(page.get_by_role("link", name="Add a call"))
    page.get_by_role("radio", name="Application").check()
    page.get_by_label("Title").fill("School exchange")
    follow(page.get_by_role("button", name="Begin the call"))
    page.locator("[name=summary_en]").fill("Find a partner school.")
    page.get_by_role("spinbutton", name="Places").fill("20")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Look and publish"))
    follow(page.get_by_role("button", name="Publish it as it is"))
    made = Call.objects.get(slug="school-exchange")
    assert (made.status, made.capacity, made.respondent) == ("published", 20, "organization")
    page.goto(f"{site}/programmes/conference/")
    page.get_by_role("link", name="School exchange", exact=True).wait_for()
