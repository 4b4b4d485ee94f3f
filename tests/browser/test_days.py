"""International days in a real browser: the calendar, a day, and the desk."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from heliograph.delivery.links import letter_token
from heliograph.events.observances.following import themes_of
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance, ObservanceFollower
from heliograph.events.observances.weeks import Week
from tests.browser.pages import follow, looks, press, sound
from tests.calls.factories import call
from tests.conftest import person_with
from tests.events.factories import event, occurrence
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

DAY = "international-mother-language-day"
PUBLIC = ["/days/", "/days/?all=1&theme=rights", f"/days/{DAY}/"]
DESK = ["/desk/days/", "/desk/days/new/", f"/desk/days/{DAY}/"]


@pytest.fixture
def filled(transactional_db):
    with time_machine.travel(NOW):
        load_observances(NOW)
        of = Observance.objects.get(key=DAY)
        of.text = "We read aloud in *all* our languages."
        of.save()
        of.calls.create(call=call("Tell us about your day", kind="contribution"), tells=True)
        occurrence(event("Reading aloud", observance=of))
        yield person_with("secretariat", "desk@secretariat.example.org")


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, filled, look):
    for who, addresses in ((None, PUBLIC), (filled, DESK)):
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)


def test_a_day_is_found_by_its_theme_and_followed_by_keyboard(open_page, filled):
    page = open_page("/days/", filled)
    page.select_option("[name=theme]", "language")
    press(page, ".finder button")
    press(page, f".day-lines a[href='/days/{DAY}/']")
    press(page, "#follow button")
    assert page.get_by_text("This day stands in your calendar from now on.").is_visible()
    assert ObservanceFollower.objects.get().observance.key == DAY


def test_a_theme_is_followed_and_a_letter_leads_to_a_page_on_which_that_ends(open_page, site, filled):
    page = open_page("/days/?theme=language", filled)
    press(page, "#follow button")
    assert page.get_by_text("The days of this theme stand in your calendar from now on.").is_visible()
    sound(page)
    link = letter_token(filled.email, Week(date(2026, 2, 16), ()).key, NOW)
    letter = open_page(f"/days/letter/{link}/", java_script_enabled=False)
    follow(letter.get_by_role("button", name="Follow this theme no longer").first)
    assert letter.get_by_text("You do not follow it any more.").first.is_visible()
    assert not themes_of(filled)


def test_a_day_of_the_networks_own_is_added_without_a_script(open_page, filled):
    page = open_page("/desk/days/new/", filled, java_script_enabled=False)
    page.fill("[name=title_en]", "Day of the Network")
    page.fill("[name=rule]", "11-16")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="See it as readers do"))
    assert page.get_by_text("Monday, 16 November 2026").is_visible()
