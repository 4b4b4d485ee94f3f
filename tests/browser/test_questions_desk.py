"""The editor of a call's questions in a real browser: clean, by keyboard, without JavaScript."""

from __future__ import annotations

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from heliograph.calls.questions.desk.saving import questions_of
from heliograph.network.models import Person, Role
from tests.calls.factories import call, response
from tests.calls.questions_desk.conftest import QUESTIONS
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "questions/", "questions/add/", "questions/add/counts/", "questions/one/role/", "questions/one/subject/",
    "questions/one/role/remove/", "questions/versions/", "questions/versions/1/", "questions/begin/?of=other",
    "preview/", "preview/?who=teacher&country=TG&in=fr",
)  # fmt: skip


@pytest.fixture
def secretary(transactional_db, clock):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def asked(secretary):
    """A call with answers that asks of every kind, beside another."""
    consent = {"key": "ok", "type": "consent", "label": {"en": "Pictures"}, "settings": {"text": {"en": "I agree."}}}
    made = call("Registration", slug="registration", questions=[*QUESTIONS, consent], languages=["en", "fr"])
    call("Posters", slug="other", questions=QUESTIONS)
    response(made, person(), role="head")
    return made


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
def test_pages_are_clean_and_fit(open_page, asked, language, width, scheme):
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for end in PAGES:
        page = open_page(f"/desk/calls/registration/{end}{'&' if '?' in end else '?'}lang={language}", **look)
        assert (end, complaints(page)) == (end, "[]")
        assert (end, page.evaluate("document.documentElement.scrollWidth")) == (end, width)
        assert page.problems == []


def press(page, selector):
    """With the keyboard alone, once the focus is there."""
    page.focus(selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False])
def test_questions_are_made_by_keyboard(open_page, secretary, scripts):
    made = call("Registration", slug="registration")
    page = open_page("/desk/calls/registration/questions/", java_script_enabled=scripts)
    press(page, "a[href$='/questions/add/']")
    press(page, "a[href$='/add/single/']")
    page.fill("#id_label_en", "Do you come?")
    page.fill("#more_options", "Yes\nNo\nPerhaps")
    press(page, "button[value='add:options']")
    page.wait_for_selector("#id_options_0_en:focus")
    press(page, "button[value='down:options:0']")
    page.wait_for_selector("button[value='down:options:1']:focus")
    press(page, "button[value='remove:options:2']")
    page.wait_for_selector("button[value='restore:options:2']:focus")
    press(page, "button[value='save']:visible >> nth=-1")
    press(page, "a[href$='/questions/add/']")
    press(page, "a[href$='/add/long/']")
    page.fill("#id_label_en", "Why not?")
    page.select_option("#id_after", "do_you_come")
    press(page, "button[value='look']")
    page.focus("input[name='answers'][value='no']")
    page.keyboard.press("Space")
    press(page, "button[value='save']:visible >> nth=-1")
    assert "Shown if “Do you come?” is answered with “No”." in page.inner_text("main")
    press(page, "#q-why_not button[name='up']")
    assert "it has to come later" in page.inner_text("main")
    press(page, "#q-why_not a.remove")
    press(page, "main .button-grave")
    assert [(one.key, [each.key for each in one.options]) for one in questions_of(made)] == [
        ("do_you_come", ["no", "yes"])
    ]
