"""The agenda in a browser: the same day and night in Seoul and Lima, a month, one's own calendar; nothing for axe."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest
from i18nfield.strings import LazyI18nString

from tests.browser.pages import NARROW, WIDE, Look, follow, sound
from tests.calls.factories import call, programme
from tests.events.factories import HOUR, event, follower, occurrence
from tests.events.observances.factories import day
from tests.network.factories import NOW, person

MORNING = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)


@pytest.fixture
def somebody(transactional_db, clock):
    """A coordinator who follows a meeting, in an agenda of all sorts."""
    who = person(languages=["en"])
    summit = programme("Forum of schools", slug="forum")
    meeting = event("Preparatory meeting for Asia and the Pacific", programme=summit, region="Asia and the Pacific")
    occurrence(meeting, MORNING, end=MORNING + HOUR)
    occurrence(event("Second meeting", programme=summit), None, state="tentative", precision="week", words="2026-02-01",
               said=LazyI18nString({"en": "in the first week of February"}))  # fmt: skip
    occurrence(event("Link to follow", programme=summit), None, state="tentative")
    occurrence(event("Cancelled session", programme=summit), MORNING + 30 * HOUR, state="cancelled")
    call("Posters", programme=summit, opens=NOW - HOUR, closes=MORNING + 40 * HOUR)
    day({"en": "Day of Education", "ar": "يوم التعليم"}, "01-24", theme="education")
    follower(meeting, who)
    return who


def test_an_agenda_by_days_and_by_months_on_both_sides_of_the_world(open_page, somebody):
    for look in (WIDE, NARROW):
        page = open_page("/agenda/", look=look, timezone_id="Asia/Seoul")
        page.locator("html:not([data-zone])").wait_for(state="attached")  # shown once more, in the zone of the browser
        sound(page)
        for query in ("?month=2026-01", "?country=KR"):
            page.goto(f"{open_page.site}/agenda/{query}")
            sound(page)
    seoul = open_page("/agenda/?zone=Asia/Seoul", look=Look(language="en"))
    lima = open_page("/agenda/?zone=America/Lima", look=Look(language="en"))
    assert "17:30 – 18:30 (Seoul time)" in seoul.inner_text("main")
    assert "03:30 – 04:30 (Lima time)" in lima.inner_text("main")
    assert "09:30 – 10:30 (Paris time)" in seoul.inner_text("main")
    seoul.get_by_text("Show only some").click()
    seoul.locator("main").get_by_label("Kind").select_option("day")
    follow(seoul.locator("main details").get_by_role("button", name="Show"))
    assert seoul.locator("main h3").all_inner_texts() == ["Day of Education"]
    follow(seoul.locator("main").get_by_role("link", name="Month"))
    assert seoul.locator(".month td li").all_inner_texts() == ["Day of Education"]


def test_a_month_is_a_list_of_its_days_on_a_narrow_screen(open_page, somebody):
    wide, narrow = (open_page("/agenda/?month=2026-01&lang=en&zone=Europe/Paris", look=look) for look in (WIDE, NARROW))
    assert [each.locator(".month thead").is_visible() for each in (wide, narrow)] == [True, False]
    assert narrow.locator(".month td:visible time").first.inner_text() == "Monday, 12 January 2026"


def test_a_printed_agenda_begins_on_its_first_page(open_page, somebody):
    page = open_page("/agenda/?lang=en&zone=Europe/Paris", look=WIDE)
    printed = pypdfium2.PdfDocument(page.pdf())
    assert "Preparatory meeting" in printed[0].get_textpage().get_text_bounded()


def test_ones_own_calendar_is_made_read_renewed_and_taken_away(open_page, somebody):
    page = open_page("/me/calendar/", who=somebody, look=WIDE)
    sound(page)
    follow(page.get_by_role("button", name="Make an address"))
    first = page.locator("code.secret").inner_text()
    assert page.request.get(first).status == 200
    assert "Preparatory meeting" in page.request.get(first).text()
    sound(page)
    follow(page.get_by_role("button", name="Give it a new address"))
    second = page.locator("code.secret").inner_text()
    assert (page.request.get(first).status, page.request.get(second).status) == (404, 200)
    follow(page.get_by_role("button", name="Take the address away"))
    assert page.request.get(second).status == 404
    sound(open_page("/me/calendar/", who=somebody, look=NARROW))
