"""Registering for an event from Lima in Spanish, being reminded, joining; and the desk at the door."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.events.models import Occurrence
from heliograph.events.registering.models import Registration
from heliograph.events.registering.reminding import remind
from tests.browser.pages import follow, looks, press, sound
from tests.browser.test_calls import Catcher
from tests.events.factories import DAY, HOUR, SOON, event
from tests.events.registering.making import place, register, registration
from tests.network.factories import person, with_role

pytestmark = pytest.mark.django_db(transaction=True)
#: Ten in the morning in Lima.
IN_SPANISH = SOON + 6 * HOUR
TITLE = {"en": "Session 4", "es": "Sesión 4", "ar": "الجلسة 4"}


@pytest.fixture
def catcher(settings, tmp_path, site):
    settings.CATCHER = tmp_path / "catcher"
    return Catcher(settings.CATCHER, site)


@pytest.fixture
def session(transactional_db, clock, site):
    """One session at two times: in English in the room and online, in Spanish online; its meeting is a page here."""
    from i18nfield.strings import LazyI18nString

    mine = event(slug="session-4")
    mine.title = LazyI18nString(TITLE)
    mine.save()
    found = registration(
        mine,
        {"mode": "hybrid", "place": "Room 4", "rooms": 20},
        {"start": IN_SPANISH, "end": IN_SPANISH + HOUR, "languages": ["es"], "captions": ["ar"]},
    )
    Occurrence.objects.update(join_link=f"{site}/library/")
    return found


def test_registering_in_lima_being_reminded_and_joining(open_page, site, session, catcher):
    _event, call, (_room, spanish) = session
    who = person("rosa@school.example.org", name="Rosa", languages=["es"], zone="America/Lima")
    page = open_page("/events/session-4/", who, locale="es-PE", timezone_id="America/Lima")
    sound(page)
    assert "10:00" in page.locator("main").inner_text()
    follow(page.locator(f"main a[href='/calls/{call.slug}/answer/']"))
    assert page.locator("input[name=q_time]:checked").get_attribute("value") == f"{spanish.public_id}:line"
    sound(page)
    follow(page.locator("[name=send]"))
    page.wait_for_url("**/answers/**")
    sound(page)
    subject, text = catcher.read(page, who.email)
    token = Registration.objects.get().token
    assert f"{site}/join/{token}/?lang=es" in text
    with time_machine.travel(IN_SPANISH - DAY, tick=True):
        assert remind(IN_SPANISH - DAY) == 1
        subject, text = catcher.read(page, who.email)
        assert "Sesión 4" in subject
        assert "10:00" in text
        page.goto(catcher.link(who.email, "join").join([site, ""]))
        page.wait_for_url(f"**/join/{token}/**")
        sound(page)
        assert page.locator("form button.button").count() == 0
    with time_machine.travel(IN_SPANISH - timedelta(minutes=20), tick=True):
        page.reload()
        sound(page)
        follow(page.locator("form button.button"))
        page.wait_for_url("**/library/")
    assert place(Registration.objects.get().response).joined_at is not None
    assert page.problems == []


@looks
def test_the_desk_and_the_list_for_the_door_are_clean_and_somebody_is_noted_there(open_page, site, session, look):
    _event, call, (room, _spanish) = session
    mine = register(call, room, person("kofi@school.example.org", name="Kofi"), seat="room")
    staff = with_role(person("secretary@example.org", name="Secretary", languages=["en"]), "secretariat")
    with time_machine.travel(SOON - HOUR, tick=True):
        page = open_page(f"/desk/events/session-4/registrants/?time={room.public_id}", staff, look)
        sound(page)
        press(page, "form[action*='/came/'] button")
        assert place(mine).came_at is not None
        sound(page)
        page.goto(f"{site}/desk/events/session-4/registrants/list/?time={room.public_id}")
        sound(page)


@looks
def test_the_pages_behind_a_link_are_clean_without_an_account(open_page, session, look):
    _event, call, (_room, spanish) = session
    mine = place(register(call, spanish))
    page = open_page(f"/join/{mine.token}/", look=look)
    sound(page)
    press(page, "details form button")
    assert place(mine.response).token != mine.token
    page.problems.clear()
    sound(page)
