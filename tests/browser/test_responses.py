"""The table of answers in a browser: sound, filtered and picked by keyboard, from one answer to the next."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.pages import WIDE, looks, sound
from tests.calls.factories import programme
from tests.calls.responses.asked import AGREED, answered, asking
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def called(open_page):
    """A call with three answers, whose organizer is signed in."""
    at = school("National Commission of Togo")
    open_page.who = with_role(person("organizer@example.org"), "organizer", organization=at)
    call = asking(programme=programme(organizer=at))
    for name, size in (("School of the River", 3), ("School of the Hill", 5), ("مدرسة السلام", 9)):
        answered(
            call,
            f"Project of {name}",
            school(name, country="TG"),
            size=size,
            level="upper",
            why="The river carries letters. " * 8,
            photos=AGREED,
        )
    return call


def address(call, query: str = "all=1") -> str:
    return f"{reverse('calls:desk_responses', args=[call.slug])}?{query}"


@looks
def test_the_table_and_one_answer_are_sound(open_page, called, look):
    columns = "&".join(f"col={name}" for name in ("who", "state", "arrived", "a.title", "a.why", "a.size"))
    sound(open_page(address(called, f"{columns}&a.size.from=1"), look=look))
    one = called.responses.latest("pk")
    sound(open_page(reverse("calls:desk_response", args=[called.slug, one.public_id]), look=look))


def test_answers_are_filtered_and_read_one_after_another_by_keyboard(open_page, called):
    page = open_page(address(called), look=WIDE)
    page.get_by_text("Filter by answers").focus()
    page.keyboard.press("Enter")
    page.get_by_label("How many?, from").fill("4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 of 3 answers")).to_be_visible()
    page.get_by_role("link", name="School of the Hill").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="School of the Hill")).to_be_visible()
    page.get_by_role("link", name="Previous answer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="مدرسة السلام")).to_be_visible()
    page.get_by_label("A note").fill("Ask about the trip.")
    page.get_by_role("button", name="Write it down").press("Enter")
    expect(page.get_by_text("Ask about the trip.")).to_be_visible()
    page.get_by_role("link", name="Back to the table").press("Enter")
    expect(page.get_by_role("heading", name="2 of 3 answers")).to_be_visible()
    assert page.problems == []


def test_paper_has_the_table_without_what_is_pressed_or_ticked(open_page, called):
    page = open_page(address(called), look=WIDE)
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="School of the Hill").is_visible()
    pressed = page.locator("button, input, .tabs, .desk-menu, .pick-bar, form.filter").all()
    assert [each.get_attribute("class") for each in pressed if each.is_visible()] == []
