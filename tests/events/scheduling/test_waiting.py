"""Times that should be confirmed by now stand on the desk's first page."""

from __future__ import annotations

import pytest

from heliograph.events.scheduling.waiting import MOST, needs
from tests.calls.factories import programme
from tests.events.factories import DAY, SOON, event, occurrence
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LOOSE = {"state": "tentative", "start": None, "end": None}


def told(person):
    return [(each.words.rpartition(": ")[2], each.more) for each in needs(person, NOW)]


def test_what_is_near_or_past_and_still_to_be_confirmed_waits_the_soonest_first(organizer):
    occurrence(event("Confirmed"))
    occurrence(event("Near"), SOON, state="tentative")
    occurrence(event("Far"), NOW + 20 * DAY, state="tentative")
    occurrence(event("Draft", status="draft"), SOON, state="tentative")
    occurrence(event("Cancelled"), SOON, state="cancelled")
    occurrence(event("Past"), NOW - 3 * DAY, state="tentative")
    occurrence(event("Long past"), NOW - 90 * DAY, state="tentative")
    occurrence(event("This month"), **LOOSE, precision="month", words="2026-01-01")
    occurrence(event("Last week"), **LOOSE, precision="week", words="2026-01-01")
    occurrence(event("In spring"), **LOOSE, precision="month", words="2026-04-01")
    occurrence(event("Nobody knows"), **LOOSE, precision="day", words="")
    past = "The days that were announced are past. Say when it is, or cancel it."
    assert told(organizer) == [
        ("This month", "January 2026 (to be confirmed)"),
        ("Last week", past),
        ("Past", past),
        ("Near", "Monday, 19 January 2026, 10:00 – 11:00 (Paris time) (to be confirmed)"),
    ]


def test_only_who_runs_them_is_told_and_one_query_is_enough(organizer, django_assert_num_queries):
    for _number in range(MOST + 1):
        occurrence(event("Near", programme=programme()), SOON, state="tentative")
    assert told(person()) == []
    with django_assert_num_queries(2):
        assert len(told(organizer)) == MOST


def test_the_line_leads_to_the_times_and_the_desk_shows_it(desk):
    row = occurrence(event("Near"), SOON, state="tentative")
    page = desk.get("/desk/").content.decode()
    assert f'href="/desk/events/{row.event.slug}/#times"' in page
    assert "A time is still to be confirmed: Near" in page


def test_a_programme_on_the_desk_leads_to_its_events(desk):
    one = programme("Webinars")
    page = desk.get(f"/desk/programmes/{one.slug}/").content.decode()
    assert f'href="/desk/events/?programme={one.slug}"' in page
    assert f'href="/desk/events/new/?programme={one.slug}"' in page
