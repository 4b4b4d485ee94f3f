"""Reminders in a real browser: the rules on the desk, and not this one; clean, by keyboard, without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from heliograph.calls.models import Call
from heliograph.calls.reminders.models import NotThisOne
from heliograph.calls.reminders.ruling import rules_of
from heliograph.calls.reminders.sending import key_of, remind
from heliograph.delivery.links import letter_token
from tests.browser.pages import looks, press, sound
from tests.calls.reminders.scenes import PARIS, closing, teachers
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = datetime(2026, 2, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def posters(transactional_db):
    """A call of which a teacher was reminded this morning."""
    with time_machine.travel(MORNING, tick=True):
        made = closing("Posters", "2026-02-12", audience=teachers(), slug="posters")
        with_role(person("ada@example.org", name="Ada", zone=PARIS), "teacher", organization=school())
        assert remind(MORNING) == 1
        yield made


@pytest.fixture
def secretary(posters):
    return with_role(person("secretary@example.org", name="Secretary", languages=["en"]), "secretariat")


@looks
def test_the_desk_is_clean(open_page, secretary, look):
    sound(open_page("/desk/calls/posters/reminders/", secretary, look))


def test_rules_are_looked_at_and_saved_by_keyboard_without_scripts(open_page, posters, secretary):
    page = open_page("/desk/calls/posters/reminders/", secretary, java_script_enabled=False)
    page.focus("input[name='on'][value='14']")
    page.keyboard.press("Space")
    press(page, "button[name='preview']")
    assert rules_of(posters) == {14: True, 3: True, 1: True}
    press(page, "main form button:not([name])")
    assert rules_of(Call.objects.get(pk=posters.pk)) == {14: False, 3: True, 1: True}


@looks
def test_not_this_one_is_said_from_the_letter_and_taken_back(open_page, posters, look):
    signed = letter_token("ada@example.org", key_of(MORNING), MORNING)
    page = open_page(f"/calls/posters/not-this-one/{signed}/", look=look)
    sound(page)
    press(page, "main form button")
    sound(page)
    assert NotThisOne.objects.filter(person__email="ada@example.org").exists()
    press(page, "main form button")
    assert not NotThisOne.objects.exists()
