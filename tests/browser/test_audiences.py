"""The editor of audiences in a real browser: clean, by keyboard, with and without JavaScript."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.parsing import parse
from heliograph.network.models import Audience, Person, Role
from tests.browser.pages import looks, press, sound
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)


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
def open_desk(open_page, secretary):
    """Open a page as the secretariat."""
    open_page.who = secretary
    return open_page


@looks
def test_pages_are_clean_and_fit(open_desk, site, audience, look):
    one, page = f"{audience.public_id}/", open_desk(look=look)
    for end in ("", one, f"{one}people/", *(["new/", f"{one}delete/"] if look.language == "en" else [])):
        page.goto(f"{site}/desk/audiences/{end}")
        sound(page)


def take(page, button):
    press(page, f"button[value='{button}']:visible >> nth=-1")


@pytest.mark.parametrize("scripts", [True, False])
def test_audience_is_made_by_keyboard(open_desk, teacher, scripts):
    page = open_desk("/desk/audiences/new/", java_script_enabled=scripts)
    page.fill("#name", "Teachers who read French")
    page.select_option("#new", "role")
    take(page, "line")
    page.wait_for_selector("#part-0:focus")
    page.focus("input[value='teacher']")
    page.keyboard.press("Space")
    page.select_option("#new", "language")
    take(page, "line")
    page.focus("input[name='values-1'][value='fr']")
    page.keyboard.press("Space")
    take(page, "up-1")
    page.wait_for_selector("button[value='down-0']:focus")
    take(page, "remove-1")
    page.wait_for_selector("button[value='restore-1']:focus")
    take(page, "restore-1")
    take(page, "count")
    assert page.inner_text("#outcome-count") == "1 person"
    take(page, "save")
    assert "“Teachers who read French” is saved: 1 person." in page.inner_text("main")
    assert [part["clause"] for part in Audience.objects.get().rule["all"]] == ["language", "role"]


def test_count_follows_while_one_edits(open_desk, audience, teacher):
    page = open_desk(f"/desk/audiences/{audience.public_id}/")
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
