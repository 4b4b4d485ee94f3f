"""The reader's own pages in a real browser: on a telephone, without JavaScript, by keyboard, in Arabic, on paper."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from heliograph.delivery.links import Subscription
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Cause, Choice
from heliograph.delivery.suppressing import suppress, suppression_of
from tests.delivery.waiting import AMA, NOW, only_these_topics, preferences_path, said, unsubscribe_path

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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


@pytest.fixture
def open_page(browser, site):
    """Open an address in a fresh browser, as a first visit."""
    contexts = []

    def opened(address, **given):
        given = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "Europe/Paris", **given}
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def complaints(page) -> str:
    found = Axe().run(page, options={"runOnly": RULES})
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    return json.dumps(told, indent=1)


def refuse(page) -> None:
    """Send a choice that the page does not offer, as an old page would after a change of the topics."""
    page.evaluate("document.querySelector('[name=choice-alerts][value=never]').value = 'digest'")
    page.check("[name=choice-alerts][value=digest]")
    page.click("button[value=save]")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name, language, scheme):
    page = open_page(PAGES[name].replace("lang=en", f"lang={language}"), color_scheme=scheme)
    assert complaints(page) == "[]"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_what_is_said_after_saving(open_page, language):
    page = open_page(preferences_path(language=language))
    page.check("[name=choice-calls][value=never]")
    page.click("button[value=save]")
    assert complaints(page) == "[]"
    refuse(page)
    assert complaints(page) == "[]"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(open_page, name, language):
    page = open_page(PAGES[name].replace("lang=en", f"lang={language}"))
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_nothing_is_missing(open_page, name):
    with_it = open_page(PAGES[name]).inner_text("main")
    assert open_page(PAGES[name], java_script_enabled=False).inner_text("main") == with_it


@pytest.mark.parametrize("name", [name for name in PAGES if name != "bad"])
def test_content_policy_is_never_broken(open_page, name):
    page = open_page(PAGES[name])
    page.wait_for_load_state("networkidle")
    assert page.problems == []


def test_one_presses_twice_to_unsubscribe_and_once_more_to_take_it_back(open_page):
    page = open_page(unsubscribe_path("calls"), java_script_enabled=False)
    page.click("text=Unsubscribe >> nth=-1")
    assert page.inner_text("h1") == "You are unsubscribed"
    assert said()["calls"] == "never"
    page.click("text=Send me these letters again")
    assert page.inner_text("h1") == "You will get these letters again"
    assert said()["calls"] == "instant"


def test_choices_are_saved_and_taken_back_without_javascript(open_page):
    page = open_page(preferences_path(), java_script_enabled=False)
    assert page.is_checked("[name=choice-bulletin][value=digest]")
    page.check("[name=choice-calls][value=digest]")
    page.click("button[value=save] >> nth=0")
    assert "Calls: together, every two weeks (before: at once)" in page.inner_text("[role=status]")
    assert page.is_checked("[name=choice-calls][value=digest]")
    page.click("text=Take it back")
    assert page.is_checked("[name=choice-calls][value=instant]")
    assert said() == {"alerts": "never", "bulletin": "digest", "calls": "instant"}


def test_nothing_of_all_this_is_one_press(open_page):
    page = open_page(preferences_path(), java_script_enabled=False)
    page.click("text=Send me nothing of all this")
    assert said() == {"alerts": "never", "bulletin": "never", "calls": "never"}
    page.click("text=Take it back")
    assert said() == {"alerts": "never", "bulletin": "digest", "calls": "instant"}


def test_address_that_works_again_is_mended_by_its_reader(open_page):
    page = open_page(preferences_path(address=STOPPED), java_script_enabled=False)
    page.click("text=Letters reach me again: send them")
    assert "are sent to" in page.inner_text("[role=status]")
    assert suppression_of(STOPPED) is None


def test_what_was_done_has_the_focus_and_so_has_what_was_refused(open_page):
    page = open_page(preferences_path())
    page.click("button[value=save]")
    page.wait_for_function("document.activeElement.getAttribute('role') === 'status'")
    refuse(page)
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    page.click("[role=alert] a")
    page.wait_for_function("document.activeElement.id === 'choice-alerts'")


def test_keyboard_alone_changes_a_choice(open_page):
    page = open_page(preferences_path())
    page.focus("[name=choice-calls][value=instant]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    assert said()["calls"] == "digest"


def test_whole_line_of_a_choice_can_be_pressed(open_page):
    page = open_page(preferences_path(), viewport={"width": 360, "height": 700}, has_touch=True)
    sizes = [label.bounding_box()["height"] for label in page.locator(".choices label").all()]
    assert min(sizes) >= 44
    page.tap(".choices label:has([name=choice-calls][value=never])")
    assert page.is_checked("[name=choice-calls][value=never]")


def test_arabic_page_is_mirrored(open_page):
    page = open_page(preferences_path(language="ar"), viewport={"width": 360, "height": 700})
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
    page.click("a[href='/']")
    page.wait_for_load_state()
    assert [one for one in asked if re.search("/mail/", one)] == []
