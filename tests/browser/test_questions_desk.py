"""The editor of a call's questions in a real browser: clean, by keyboard, without JavaScript."""

from __future__ import annotations

import re
from datetime import date

import pytest

from heliograph.calls.questions.desk.saving import questions_of
from heliograph.network.models import Person, Role
from tests.browser.pages import looks, press, sound
from tests.calls.factories import call, response
from tests.calls.questions_desk.conftest import QUESTIONS
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db(transaction=True)

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


@looks
def test_pages_are_clean_and_fit(open_page, site, secretary, asked, look):
    page = open_page(who=secretary, look=look)
    for end in PAGES:
        page.goto(f"{site}/desk/calls/registration/{end}")
        sound(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_questions_are_made_by_keyboard(open_page, secretary, scripts):
    made = call("Registration", slug="registration")
    page = open_page("/desk/calls/registration/questions/", secretary, java_script_enabled=scripts)
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


@pytest.mark.parametrize("scripts", [True, False])
def test_the_cursor_stays_at_the_question_that_is_moved(open_page, secretary, asked, scripts):
    page = open_page("/desk/calls/registration/questions/", secretary, java_script_enabled=scripts)
    for place in (3, 2):
        press(page, "#q-ok button[name=up]")
        page.wait_for_url(re.compile("at=ok:up$"))
        page.wait_for_selector(f"#q-ok:nth-child({place}) button[name=up]:focus")
