"""The public pages in a real browser: readable by everyone, light, whole without JavaScript."""

from __future__ import annotations

import re

import pytest

from heliograph.bulletin.search import index_issue
from tests.browser.pages import axe_clean, fits
from tests.bulletin.factories import make_issue, make_moment

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/", "/issues/22/", "/issues/", "/issues/?q=meeting", "/issues/?q=zebra", "/account/login/code/", "/nowhere/")


@pytest.fixture(autouse=True)
def issues(transactional_db, clock):
    make_issue(21)
    issue = make_issue(22, items=3)
    make_moment(issue.items.first(), "tentative", 20, precision="week", text="first week of February")
    make_moment(issue.items.first(), "deadline", -5)
    make_moment(issue.items.first(), "deadline", 9, status="withdrawn")
    index_issue(issue)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_either_scheme_and_nothing_is_wider_than_the_screen(open_page, site, language):
    page = open_page(locale=language)
    for address in PAGES:
        page.goto(site + address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe_clean(page)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            fits(page)


@pytest.mark.parametrize("address", ["/", "/issues/22/", "/issues/"])
def test_a_first_visit_weighs_less_than_sixty_kilobytes(open_page, site, address):
    page, responses = open_page(), []
    page.on("response", lambda response: responses.append(response))
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    sizes = {response.url: len(response.body()) for response in list(responses) if response.ok}
    assert sum(sizes.values()) < 60_000, sizes
    assert {re.sub(r"^(https?://[^/]+).*", r"\1", url) for url in sizes} == {site}


def test_the_content_policy_is_never_broken(open_page, site):
    page = open_page()
    for address in PAGES[:-1]:
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        assert (address, page.problems) == (address, [])


def test_without_javascript_nothing_is_missing(open_page, site):
    with_it, without = open_page(), open_page(java_script_enabled=False)
    for address in PAGES:
        with_it.goto(site + address)
        without.goto(site + address)
        assert without.inner_text("main") == with_it.inner_text("main"), address


def test_the_browser_s_zone_is_taken_once_and_the_page_shown_in_it(open_page, site):
    page = open_page("/issues/22/", timezone_id="Asia/Seoul")
    page.wait_for_selector("text=Times on this page: Seoul time.")
    page.select_option("#_zone", "America/Bogota")
    page.click("#_your-time button")
    page.wait_for_selector("text=Times on this page: Bogota time.")
    page.goto(f"{site}/issues/22/")
    assert "Times on this page: Bogota time." in page.inner_text("main")


def test_a_zone_that_a_reader_shares_with_the_organizer_costs_no_second_load(open_page):
    page = open_page("/issues/22/", timezone_id="Europe/Paris")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
    assert any(cookie["name"] == "zone" for cookie in page.context.cookies())


def test_the_keyboard_reaches_everything_in_reading_order(open_page):
    page = open_page("/", timezone_id="Europe/Paris")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_selector("#_main:focus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ribbon') !== null"), page.evaluate(
        "document.activeElement.outerHTML"
    )
    name = page.evaluate("getComputedStyle(document.activeElement.querySelector('.name')).visibility")
    assert name == "visible"
    reached = set()
    for _press in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
    assert "_zone" in reached
    assert "?lang=ar" in reached


def test_the_focus_is_always_to_be_seen(open_page):
    page = open_page("/issues/22/", timezone_id="Europe/Paris")
    for _press in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_the_ribbon_is_mirrored_with_the_page(open_page):
    def places(page):
        boxes = [one.bounding_box() for one in page.locator(".ribbon > svg .tick-event").all()]
        return [round(box["x"] + box["width"] / 2) for box in boxes]

    left = places(open_page("/", locale="en-GB", timezone_id="Europe/Paris"))
    right = places(open_page("/", locale="ar", timezone_id="Europe/Paris"))
    assert [1280 - place for place in right] == pytest.approx(left, abs=2)
