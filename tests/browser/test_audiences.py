"""The editor of audiences in a real browser: clean, by keyboard, with and without JavaScript."""

from __future__ import annotations

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.parsing import parse
from heliograph.network.models import Audience, Person, Role
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def secretary(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def teacher(secretary):
    return with_role(person("ama@example.org", name="Ama", languages=["fr"]), "teacher", organization=school())


@pytest.fixture
def audience(teacher):
    """A rule with groups within groups and every way to choose."""
    named = {"clause": "person", "values": [str(teacher.public_id)]}
    inner = {"all": [{"clause": "region", "values": ["Africa"]}, named]}
    language = {"clause": "language", "values": ["fr"]}
    rule = {"all": [{"clause": "role", "values": ["teacher"]}, {"any": [language, inner]}, {"not": {"any": [inner]}}]}
    return add_audience("Teachers for the spring meeting", parse(rule), None, NOW)


@pytest.fixture
def open_page(browser, site, secretary):
    """Open a page as somebody of the secretariat who is signed in."""
    client = Client()
    client.force_login(secretary)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def opened(path, **given):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given})
        contexts.append(context)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def complaints(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return json.dumps(
        [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]], indent=1
    )


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 360, "dark")])
def test_pages_are_clean_and_fit(open_page, audience, language, width, scheme):
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    one = f"{audience.public_id}/"
    for end in ("", one, f"{one}people/", *(["new/", f"{one}delete/"] if language == "en" else [])):
        page = open_page(f"/desk/audiences/{end}?lang={language}", **look)
        assert (end, complaints(page)) == (end, "[]")
        assert (end, page.evaluate("document.documentElement.scrollWidth")) == (end, width)
        assert page.problems == []


def press(page, button):
    page.focus(f"button[value='{button}']:visible >> nth=-1")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False])
def test_audience_is_made_by_keyboard(open_page, teacher, scripts):
    page = open_page("/desk/audiences/new/", java_script_enabled=scripts)
    page.fill("#name", "Teachers who read French")
    page.select_option("#new", "role")
    press(page, "line")
    page.wait_for_selector("#part-0:focus")
    page.focus("input[value='teacher']")
    page.keyboard.press("Space")
    page.select_option("#new", "language")
    press(page, "line")
    page.focus("input[name='values-1'][value='fr']")
    page.keyboard.press("Space")
    press(page, "up-1")
    page.wait_for_selector("button[value='down-0']:focus")
    press(page, "remove-1")
    page.wait_for_selector("button[value='restore-1']:focus")
    press(page, "restore-1")
    press(page, "count")
    assert page.inner_text("#outcome-count") == "1 person"
    press(page, "save")
    assert "“Teachers who read French” is saved: 1 person." in page.inner_text("main")
    assert [part["clause"] for part in Audience.objects.get().rule["all"]] == ["language", "role"]


def test_count_follows_while_one_edits(open_page, audience, teacher):
    page = open_page(f"/desk/audiences/{audience.public_id}/")
    assert page.inner_text("#outcome-count") == "0 people"
    page.select_option("#group-2", "any")
    page.wait_for_selector("#outcome-count >> text=1 person")
    assert page.get_attribute("#outcome-count", "role") == "status"
    page.fill("#address", teacher.email)
    page.wait_for_selector("#outcome-trial >> text=You are a teacher.")
    page.uncheck("input[name='values-0'][value='teacher']")
    page.wait_for_selector("#outcome-count >> text=not yet counted")
    assert Audience.objects.get().people_count == 0
    assert page.problems == []
