"""The timetable of a conference in a real browser: clean, by keyboard and by pointer, without JavaScript."""

from __future__ import annotations

import re

import pytest

from heliograph.conference.models import Conference
from heliograph.conference.timetable import publishing
from heliograph.conference.timetable.models import Placement, SolverRun
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from tests.browser.pages import looks, press, sound
from tests.conference.timetable.factories import placed, session, slot, venue
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organizer(transactional_db, clock):
    return with_role(person("organizer@secretariat.example.org", name="Organizer", languages=["en"]), "secretariat")


@pytest.fixture
def found(organizer) -> Conference:
    """A conference with one session in its place, one that collides with it, and one that fits nowhere."""
    made = venue()
    ada = person("ada@example.org", name="Ada Lovelace")
    one = session(made, "Coral reefs", ada, expected=30)
    placed(one, made.rooms.first(), made.slots.first(), locked=True)
    placed(session(made, "Mangroves", ada), made.rooms.last(), made.slots.first())
    session(made, "Rivers")
    session(made, "A very long session", minutes=300)
    slot(made, "08:00", 50, kind="plenary", title="Opening")
    made.rooms.first().closures.create(begins=made.slots.last().begins, ends=made.slots.last().ends, reason="Flooded")
    return made


def at(conference: Conference, end: str = "timetable/") -> str:
    return f"/desk/conferences/{conference.programme.slug}/{end}"


@looks
def test_pages_are_clean_and_fit(open_page, site, organizer, found, look):
    page = open_page(who=organizer, look=look)
    picked, hall, one = found.sessions_held.first().pk, found.rooms.first().public_id, found.slots.first().public_id
    for end in (
        "timetable/", f"timetable/?session={picked}", "timetable/publish/", "rooms/", f"rooms/?room={hall}",
        f"rooms/{hall}/closed/", "slots/", f"slots/?slot={one}", "arrivals/",
    ):  # fmt: skip
        page.goto(site + at(found, end))
        sound(page)
    shown_timetable(found).runs.create(asked_at=NOW, asked_by=organizer)
    page.goto(site + at(found))
    page.wait_for_selector("progress")
    sound(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_session_is_moved_and_published_by_keyboard(open_page, organizer, found, scripts):
    page = open_page(at(found), organizer, java_script_enabled=scripts)
    assert page.get_by_text("Ada Lovelace gives “Coral reefs” and “Mangroves” at the same time").is_visible()
    page.get_by_role("link", name="Mangroves", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Place here.*Garden.*10:00")).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("gives “Coral reefs” and “Mangroves” at the same time").count() == 0
    moved = Placement.objects.get(session__title="Mangroves")
    assert (str(moved.room.name), moved.slot) == ("Garden", found.slots.last())
    page.get_by_role("link", name="Publish this timetable").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "main form button")
    assert page.get_by_text("The timetable is published.").is_visible()


def test_a_session_is_dragged_to_its_place(open_page, organizer, found):
    page = open_page(at(found), organizer, viewport={"width": 1280, "height": 2400})
    place = f"{found.rooms.last().pk}:{found.slots.last().pk}"
    link = page.get_by_role("link", name="Rivers", exact=True)
    with page.expect_navigation():
        link.drag_to(page.locator(f"[data-place='{place}']"))
    assert Placement.objects.get(session__title="Rivers").slot == found.slots.last()
    assert page.problems == []


def test_the_page_follows_the_solver_to_its_end(open_page, organizer, found):
    page = open_page(at(found), organizer)
    page.get_by_role("button", name="Let the solver place the sessions").click()
    page.wait_for_selector("text=The solver is done.")
    assert SolverRun.objects.get().state == "done"
    assert Placement.objects.get(session__title="Coral reefs").locked
    sound(page)


def test_what_is_published_is_worked_on_as_a_draft(open_page, organizer, found):
    publishing.publish(found, mark_of(shown_timetable(found)), organizer, NOW)
    page = open_page(at(found), organizer)
    assert page.get_by_text("What you change is a draft first.").is_visible()
