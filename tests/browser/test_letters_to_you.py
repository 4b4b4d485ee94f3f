"""The reader's own pages in a real browser: on a telephone, without JavaScript, by keyboard, in Arabic, on paper."""

from __future__ import annotations

import re

import pytest

from heliograph.delivery.links import Subscription
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice
from heliograph.delivery.suppressing import suppress, suppression_of
from tests.browser.pages import Look, axe_clean, fits, follow, looks
from tests.delivery.waiting import AMA, NOW, only_these_topics, preferences_path, said, unsubscribe_path

pytestmark = pytest.mark.django_db(transaction=True)

STOPPED = "stopped@tg.natcom.example.org"
PAGES = {
    "preferences": preferences_path(),
    "suppressed": preferences_path(address=STOPPED),
    "unsubscribe": unsubscribe_path("calls"),
    "stopped": unsubscribe_path("alerts"),
    "always": unsubscribe_path("sign-in"),
    "together": unsubscribe_path("digest"),
    "bad": "/mail/preferences/cut/?lang=en",
}


@pytest.fixture(autouse=True)
def reader(transactional_db, clock, monkeypatch):
    only_these_topics(monkeypatch)
    choose(Subscription(AMA, "alerts"), Choice.NEVER, NOW)
    choose(Subscription(AMA, "bulletin"), Choice.DIGEST, NOW)
    suppress(STOPPED, Cause.BOUNCE, "550 5.1.1 no such user here", NOW)


def refuse(page) -> None:
    """Send a choice that the page does not offer, as an old page would after a change of the topics."""
    page.evaluate("document.querySelector('[name=choice-alerts][value=never]').value = 'digest'")
    page.check("[name=choice-alerts][value=digest]")
    follow(page.locator("button[value=save]").first)


@looks
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, site, look):
    page = open_page(look=look)
    for address in PAGES.values():
        page.goto(site + address.replace("lang=en", f"lang={look.language}"))
        axe_clean(page)
        for width in (1280, 360, 320):
            page.set_viewport_size({"width": width, "height": 700})
            fits(page)


@looks
def test_axe_finds_nothing_in_what_is_said_after_saving(open_page, look):
    page = open_page(preferences_path(language=look.language), look=look)
    page.check("[name=choice-calls][value=never]")
    follow(page.locator("button[value=save]").first)
    axe_clean(page)
    refuse(page)
    axe_clean(page)


def test_without_javascript_nothing_is_missing_and_the_content_policy_is_kept(open_page, site):
    with_it, without = open_page(), open_page(java_script_enabled=False)
    for address in PAGES.values():
        with_it.goto(site + address)
        without.goto(site + address)
        assert without.inner_text("main") == with_it.inner_text("main"), address
    with_it.wait_for_load_state("networkidle")
    assert [said for said in with_it.problems if "status of 404" not in said] == []


def test_one_presses_twice_to_unsubscribe_and_once_more_to_take_it_back(open_page):
    page = open_page(unsubscribe_path("calls"), java_script_enabled=False)
    follow(page.locator("text=Unsubscribe >> nth=-1"))
    assert page.inner_text("h1") == "You are unsubscribed"
    assert said()["calls"] == "never"
    follow(page.locator("text=Send me these letters again").first)
    assert page.inner_text("h1") == "You will get these letters again"
    assert said()["calls"] == "instant"


def test_choices_are_saved_and_taken_back_without_javascript(open_page):
    page = open_page(preferences_path(), java_script_enabled=False)
    assert page.is_checked("[name=choice-bulletin][value=digest]")
    page.check("[name=choice-calls][value=digest]")
    follow(page.locator("button[value=save] >> nth=0"))
    assert "Calls: together, every two weeks (before: at once)" in page.inner_text("[role=status]")
    assert page.is_checked("[name=choice-calls][value=digest]")
    follow(page.locator("text=Take it back").first)
    assert page.is_checked("[name=choice-calls][value=instant]")
    assert said() == {"alerts": "never", "bulletin": "digest", "calls": "instant"}


def test_nothing_of_all_this_is_one_press(open_page):
    page = open_page(preferences_path(), java_script_enabled=False)
    follow(page.locator("text=Send me nothing of all this").first)
    assert said() == {"alerts": "never", "bulletin": "never", "calls": "never"}
    follow(page.locator("text=Take it back").first)
    assert said() == {"alerts": "never", "bulletin": "digest", "calls": "instant"}


def test_address_that_works_again_is_mended_by_its_reader(open_page):
    page = open_page(preferences_path(address=STOPPED), java_script_enabled=False)
    follow(page.locator("text=Letters reach me again: send them").first)
    assert "are sent to" in page.inner_text("[role=status]")
    assert suppression_of(STOPPED) is None


def test_what_was_done_has_the_focus_and_so_has_what_was_refused(open_page):
    page = open_page(preferences_path())
    follow(page.locator("button[value=save]").first)
    page.wait_for_selector("[role=status]:focus")
    refuse(page)
    page.wait_for_selector("[role=alert]:focus")
    page.click("[role=alert] a")
    page.wait_for_selector("#choice-alerts:focus")


def test_keyboard_alone_changes_a_choice(open_page):
    page = open_page(preferences_path())
    page.focus("[name=choice-calls][value=instant]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    assert said()["calls"] == "digest"


def test_whole_line_of_a_choice_can_be_pressed(open_page):
    page = open_page(preferences_path(), look=Look(360), has_touch=True)
    sizes = [label.bounding_box()["height"] for label in page.locator(".choices label").all()]
    assert min(sizes) >= 44
    page.tap(".choices label:has([name=choice-calls][value=never])")
    assert page.is_checked("[name=choice-calls][value=never]")


def test_arabic_page_is_mirrored(open_page):
    page = open_page(preferences_path(language="ar"), look=Look(360))
    assert page.get_attribute("html", "dir") == "rtl"
    radio = page.locator("[name=choice-calls][value=never]").bounding_box()
    assert radio["x"] > 180


def test_paper_shows_what_is_chosen_and_no_buttons(open_page):
    page = open_page(preferences_path())
    page.emulate_media(media="print")
    assert page.is_visible("[name=choice-bulletin][value=digest]")
    assert [button.is_visible() for button in page.locator("main button").all()] == [False, False]


def test_address_of_the_page_is_told_to_nobody(open_page, site):
    page = open_page(preferences_path())
    asked = []
    page.on("request", lambda request: asked.append(request.headers.get("referer", "")))
    follow(page.locator("a[href='/']").first)
    assert [one for one in asked if re.search("/mail/", one)] == []
