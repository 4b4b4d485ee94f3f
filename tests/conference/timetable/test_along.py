"""Days or zone of a conference change, and its timetable goes along on the clock of the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from heliograph.conference.timetable import publishing
from heliograph.conference.timetable.models import Arrival
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from heliograph.moments.zones import zone_info
from tests.conference.timetable.factories import placed, session, venue
from tests.events.scheduling.test_desk import save
from tests.network.factories import NOW, person, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def found():
    """A conference with a session in its published timetable."""
    made = venue()
    placed(session(made), made.rooms.first(), made.slots.first())
    by = with_role(person("organizer@secretariat.example.org"), "secretariat")
    publishing.publish(made, mark_of(shown_timetable(made)), by, NOW)
    return made


def edit(desk, found, **fields):
    """What is saved: looked at first and confirmed where somebody is told."""
    return save(desk, f"/desk/conferences/{found.programme.slug}/edit/", **{"confirmed": "1", **fields})


def walls(found) -> list[datetime]:
    """When slots begin, on the clock of the place."""
    found.refresh_from_db()
    return [each.begins.astimezone(zone_info(found.zone)).replace(tzinfo=None) for each in found.slots.all()]


def test_a_zone_that_is_put_right_leaves_the_clock_and_is_told(desk, found):
    was = walls(found)
    begins, ends = (each.isoformat() for each in (found.slots.first().begins, found.slots.first().ends))
    found.sessions_held.update(not_at=[[begins, ends]])
    Arrival.objects.create(conference=found, region="africa", at=found.slots.first().begins)
    closed = found.rooms.first().closures.create(begins=found.slots.first().begins, ends=found.slots.first().ends)
    assert edit(desk, found, zone="Asia/Tokyo").status_code == 302
    assert walls(found) == was
    first, closure = found.slots.first(), found.rooms.first().closures.get(pk=closed.pk)
    assert first.begins == datetime.fromisoformat(begins) - timedelta(hours=1)
    assert (closure.begins, closure.ends) == (first.begins, first.ends)
    assert found.arrivals.get().at == first.begins
    assert datetime.fromisoformat(found.sessions_held.get().not_at[0][0]) == first.begins
    change = found.timetables.get().changes.latest("at", "pk")
    assert (change.after["begins"], change.told_at) == (first.begins.isoformat(), None)


def test_a_conference_that_is_put_off_takes_its_slots_along(desk, found):
    was = walls(found)
    week = timedelta(days=7)
    days = {name: (getattr(found, name) + week).isoformat() for name in ("first_day", "last_day")}
    assert edit(desk, found, **days).status_code == 302
    assert walls(found) == [each + week for each in was]
    assert found.timetables.get().changes.filter(told_at=None).exists()


@pytest.mark.parametrize("name", ["first_day", "last_day"])
def test_a_day_more_leaves_the_slots_where_they_are(desk, found, name):
    was = walls(found)
    more: date = getattr(found, name) + timedelta(days=1 if name == "last_day" else -1)
    assert edit(desk, found, **{name: more.isoformat()}).status_code == 302
    assert walls(found) == was


def test_a_day_that_has_slots_cannot_be_taken_away(desk, found):
    last = found.slots.last()
    last.begins, last.ends = (each + timedelta(days=2) for each in (last.begins, last.ends))
    last.save()
    was = walls(found)
    refused = edit(desk, found, last_day=(found.first_day + timedelta(days=1)).isoformat())
    assert refused.status_code == 422
    assert "The timetable has slots on" in refused.content.decode()
    assert walls(found) == was
