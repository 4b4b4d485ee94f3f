"""The map, the directory and a school's page in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.pages import Look, fits, press, sound
from tests.network.factories import school

pytestmark = pytest.mark.django_db(transaction=True)

TOWNS = [("KE", "Nairobi"), ("TG", "Lomé"), ("GH", "Accra"), ("FR", "Paris"), ("BE", "Brussels"), ("JO", "Amman")]


@pytest.fixture(autouse=True)
def schools(transactional_db, clock):
    made = [school(f"Bridge School {city}", country=code, city=city, themes=["ocean"]) for code, city in TOWNS]
    school("مدرسة السلام", name_language="ar", name_en="Peace School", country="JO", city="Amman")
    school("Quiet School", visibility="name")
    return made


@pytest.fixture
def pages(schools):
    return (
        "/network/",
        "/network/?region=africa",
        "/network/schools/?level=primary",
        "/network/schools/?q=zebra&country=TG",
        f"/network/schools/{schools[0].public_id}/",
    )


@pytest.mark.parametrize(("look", "locale"), [(Look(), "en-GB"), (Look(360, "dark"), "ar")])
def test_axe_finds_nothing_and_the_content_policy_is_kept(open_page, pages, site, look, locale):
    page = open_page(look=look, locale=locale)
    for address in pages:
        page.goto(site + address)
        sound(page)


def test_nothing_is_wider_than_the_narrowest_screen(open_page, pages, site):
    page = open_page(look=Look(320))
    for address in pages:
        page.goto(site + address)
        fits(page)


def test_without_javascript_nothing_is_missing(open_page, pages, site):
    with_it, without = open_page(pages[0]), open_page(pages[0], java_script_enabled=False)
    for address in pages:
        with_it.goto(site + address)
        without.goto(site + address)
        assert without.inner_text("main") == with_it.inner_text("main"), address


def test_schools_are_found_while_one_types(open_page):
    page = open_page("/network/schools/")
    page.focus("#_search")
    page.keyboard.type("acc")
    page.wait_for_selector("text=1 school found")
    assert page.locator(".schools a").all_inner_texts() == ["Bridge School Accra"]
    assert page.evaluate("document.activeElement.id") == "_search"
    assert page.evaluate("location.search") == "?q=acc"
    assert page.evaluate("[...document.querySelectorAll('a[hreflang=fr]')][0].search") == "?q=acc&lang=fr"
    for _sign in "acc":
        page.keyboard.press("Backspace")
    page.wait_for_selector("text=8 schools found")
    assert page.evaluate("location.search") == ""


def test_a_choice_is_followed_at_once_and_taken_back_by_its_link(open_page):
    page = open_page("/network/schools/?q=school")
    page.select_option("#_theme", "ocean")
    page.wait_for_selector("text=6 schools found")
    page.click(".chosen a:has-text('Theme')")
    page.wait_for_selector("text=8 schools found")
    assert page.evaluate("location.search") == "?q=school"


def test_the_map_leads_to_a_country_s_schools_by_the_keyboard(open_page):
    page = open_page("/network/?region=africa")
    page.focus(".map a >> nth=0")
    name = page.evaluate("getComputedStyle(document.activeElement.querySelector('.name')).visibility")
    assert name == "visible"
    assert page.evaluate("document.activeElement.querySelector('title').textContent") == "Togo: 2 member schools"
    press(page, ".map a >> nth=0")
    page.wait_for_selector("text=2 schools found")
    assert page.locator(".schools a").all_inner_texts() == ["Bridge School Lomé", "Quiet School"]
