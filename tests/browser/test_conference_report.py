"""The report of a conference in a real browser: photographs told, published, read by everybody."""

from __future__ import annotations

import pytest

from heliograph.conference.models import Conference
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Timetable
from tests.browser.pages import ANY, follow, looks, sound
from tests.calls.files.making import picture
from tests.conference.posters.factories import conference_with_posters, hung
from tests.conference.timetable.factories import placed, room, session, slot
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(clock) -> Conference:
    made = conference_with_posters()
    placed(session(made, "Sea and school", outcome="Twelve schools begin a garden."), room(made), slot(made))
    Timetable.objects.update(state=TimetableState.PUBLISHED, published_at=NOW)
    hung(made, title="Trees of our town")
    return made


@pytest.fixture
def organizer(transactional_db):
    return with_role(person("organizer@secretariat.example.org"), "secretariat")


def test_a_photograph_is_told_and_the_report_published(open_page, one, organizer):
    page = open_page(f"/desk/conferences/{one.programme.slug}/photographs/", organizer, ANY)
    file = {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG", (800, 600))}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Who has taken them").fill("Harbour Commission")
    follow(page.get_by_role("button", name="Add them"))
    sound(page)
    follow(page.get_by_role("link", name="Say what it shows"))
    page.get_by_label("What the photograph shows").first.fill("People at a table")
    page.get_by_label("Everybody who can be recognised").check()
    sound(page)
    follow(page.get_by_role("button", name="Save", exact=True))
    page.goto(page.url.replace("photographs", "report"))
    sound(page)
    follow(page.get_by_role("button", name="Publish the report"))
    page.goto(page.url.replace("/desk/", "/"))
    assert page.get_by_role("img", name="People at a table").is_visible()


@looks
def test_it_can_be_read_by_everybody(open_page, one, organizer, look):
    page = open_page(f"/conferences/{one.programme.slug}/report/", organizer, look)
    assert page.get_by_text("Sea and school").first.is_visible()
    sound(page)
