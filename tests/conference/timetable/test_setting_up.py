"""Rooms, slots and arrivals are written on the desk, without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.conference.models import Conference
from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.timetable import publishing
from heliograph.conference.timetable.models import Arrival, Placement, Room, RoomClosure, Slot
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from tests.conference.factories import FIRST, conference
from tests.conference.timetable.factories import placed, room, session, slot, venue
from tests.events.scheduling.test_desk import form_of, save, text
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = FIRST.isoformat()


def at(of: Conference, end: str) -> str:
    return f"/desk/conferences/{of.programme.slug}/{end}/"


def clocks(of):
    return [
        (f"{each.begins.astimezone(UTC):%d %H:%M}", f"{each.ends.astimezone(UTC):%H:%M}") for each in of.slots.all()
    ]


def test_a_room_is_added_changed_and_taken_away(desk):
    found = conference()
    url = at(found, "rooms")
    save(desk, url, name_en="Harbour", name_fr="Port", capacity="60", equipment=["projector", "sound"])
    made = Room.objects.get()
    assert (str(made.name), made.capacity, made.equipment) == ("Harbour", 60, ["projector", "sound"])
    assert "projector and screen, microphones and loudspeakers" in text(desk, url)
    save(desk, f"{url}?room={made.public_id}", capacity="", name_en="Harbour hall")
    made.refresh_from_db()
    assert (str(made.name), made.capacity) == ("Harbour hall", None)
    desk.post(f"{url}?room={made.public_id}", {"remove": "1"})
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name_en": ""}, {"capacity": "0"}, {"capacity": "many"}, {"equipment": ["dragon"]}, {"name_en": "​"}]
)
def test_a_room_that_is_wrong_is_not_saved(desk, wrong):
    found = conference()
    assert save(desk, at(found, "rooms"), **{"name_en": "Harbour", **wrong}).status_code == 422
    assert not Room.objects.exists()


@pytest.mark.parametrize(("page", "query"), [("rooms", "room"), ("slots", "slot")])
@pytest.mark.parametrize("key", ["nothing", "5b9d2c3e-0000-4000-8000-000000000000"])
def test_what_is_not_there_is_not_found(desk, page, query, key):
    assert desk.get(f"{at(conference(), page)}?{query}={key}").status_code == 404


def test_a_room_is_taken_away_with_what_a_draft_has_there_but_not_where_it_was_published(desk, organizer):
    found = venue()
    one = placed(session(found), found.rooms.first(), found.slots.first())
    publishing.publish(found, mark_of(shown_timetable(found)), organizer, NOW)
    refused = desk.post(f"{at(found, 'rooms')}?room={one.room.public_id}", {"remove": "1"})
    assert refused.status_code == 422
    assert "a timetable that was published" in refused.content.decode()
    other = placed(session(found, "Other"), found.rooms.last(), found.slots.first())
    desk.post(f"{at(found, 'rooms')}?room={other.room.public_id}", {"remove": "1"})
    assert not Placement.objects.filter(pk=other.pk).exists()


def test_a_room_is_closed_for_a_time_and_opened_again(desk):
    found = venue()
    hall = found.rooms.first()
    url = at(found, f"rooms/{hall.public_id}/closed")
    placed(session(found, "Coral reefs"), hall, found.slots.first())
    closed = desk.post(url, {"day": DAY, "begins": "08:00", "ends": "12:00", "reason": "Flooded"})
    assert closed.url == at(found, "timetable")
    assert "“Coral reefs” is in Harbour, which cannot be used then" in text(desk, closed.url)
    assert "Flooded" in text(desk, url)
    desk.post(url, {"open": str(RoomClosure.objects.get().pk)})
    assert not RoomClosure.objects.exists()
    assert "cannot be used then" not in text(desk, closed.url)


def test_a_room_is_closed_for_a_whole_day_of_the_place(desk):
    found = venue()
    desk.post(at(found, f"rooms/{found.rooms.first().public_id}/closed"), {"day": DAY})
    closure = RoomClosure.objects.get()
    assert closure.begins == datetime.combine(FIRST, datetime.min.time(), UTC) - timedelta(hours=8)
    assert closure.ends - closure.begins == timedelta(days=1)


@pytest.mark.parametrize("wrong", [{"day": "2020-01-01"}, {"begins": "12:00", "ends": "09:00"}, {"begins": "noon"}])
def test_a_closure_that_is_wrong_is_not_saved(desk, wrong):
    found = venue()
    url = at(found, f"rooms/{found.rooms.first().public_id}/closed")
    assert desk.post(url, {"day": DAY, **wrong}).status_code == 422
    assert not RoomClosure.objects.exists()


@pytest.mark.parametrize("which", ["x", "99999", "1' or 1"])
def test_what_is_opened_again_must_be_closed(desk, which):
    found = venue()
    url = at(found, f"rooms/{found.rooms.first().public_id}/closed")
    assert desk.post(url, {"open": which}).status_code == 302


def test_slots_are_written_on_the_clock_of_the_place(desk):
    found = conference()
    url = at(found, "slots")
    save(desk, url, day=DAY, begins="09:00", ends="09:45", kind="sessions")
    save(desk, url, day=DAY, begins="10:00", ends="11:00", kind="plenary", title_en="Opening", title_fr="Ouverture")
    day = f"{FIRST:%d}"
    assert clocks(found) == [(f"{day} 01:00", "01:45"), (f"{day} 02:00", "03:00")]
    assert "Opening" in text(desk, url)
    one = found.slots.first()
    save(desk, f"{url}?slot={one.public_id}", ends="09:30")
    assert clocks(found)[0] == (f"{day} 01:00", "01:30")
    desk.post(f"{url}?slot={one.public_id}", {"remove": "1"})
    assert found.slots.count() == 1


def test_a_day_is_copied_to_another(desk):
    found = venue()
    to = (FIRST + timedelta(days=1)).isoformat()
    desk.post(at(found, "slots"), {"copy": "yes", "day": DAY, "to": to})
    assert [each.begins - timedelta(days=1) for each in found.slots.all()[2:]] == [
        each.begins for each in found.slots.all()[:2]
    ]
    again = desk.post(at(found, "slots"), {"copy": "yes", "day": DAY, "to": to})
    assert again.status_code == 422
    assert "That day has 2 slots already." in again.content.decode()
    empty = (FIRST + timedelta(days=2)).isoformat()
    assert (
        "has no slots yet" in desk.post(at(found, "slots"), {"copy": "yes", "day": empty, "to": empty}).content.decode()
    )


PLENARY = {"kind": "plenary", "title_en": "Opening"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"begins": "12:00", "ends": "11:00"}, "This ends before it begins."),
        ({"day": "2020-01-01"}, "Select a valid choice"),
        ({"begins": "09:00", "ends": "09:45"}, "At this time there is already: sessions in parallel, 09:00 to 09:45."),
        ({"begins": "09:30", "ends": "09:50", **PLENARY}, "At this time there is already"),
        ({"kind": "plenary"}, "Write what it is, in the language of the original."),
        ({"begins": "noon"}, "Enter a valid time."),
    ],
)
def test_a_slot_that_is_wrong_is_not_saved(desk, wrong, said):
    found = venue()
    refused = save(desk, at(found, "slots"), **{"day": DAY, "begins": "12:00", "ends": "12:45", **wrong})
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert found.slots.count() == 2


@pytest.mark.parametrize(
    ("kind", "other", "fits"),
    [
        ("sessions", "sessions", True),
        ("break", "posters", True),
        ("posters", "sessions", False),
        ("break", "plenary", False),
    ],
)
def test_what_is_for_all_goes_on_alone(desk, kind, other, fits):
    found = conference()
    slot(found, "09:00", 45, kind=other, title="There")
    said = {"day": DAY, "begins": "09:15", "ends": "10:30", "kind": kind, "title_en": "New"}
    assert save(desk, at(found, "slots"), **said).status_code == (302 if fits else 422)


def test_an_hour_that_the_clocks_skip_is_refused(desk):
    found = conference(zone="Europe/Paris", first_day="2026-03-29", last_day="2026-03-29")
    said = {"day": "2026-03-29", "begins": "02:15", "ends": "04:00", "kind": "sessions"}
    assert "does not exist that day" in save(desk, at(found, "slots"), **said).content.decode()


def test_a_slot_with_sessions_stays_one_for_sessions(desk):
    found = venue()
    one = placed(session(found), found.rooms.first(), found.slots.first()).slot
    refused = save(desk, f"{at(found, 'slots')}?slot={one.public_id}", **PLENARY)
    assert "Sessions are placed here." in refused.content.decode()


def test_another_time_of_a_published_slot_is_a_change_of_the_programme(desk, organizer):
    found = venue()
    one = placed(session(found), found.rooms.first(), found.slots.first())
    publishing.publish(found, mark_of(shown_timetable(found)), organizer, NOW)
    ProgrammeChange.objects.update(told_at=NOW)
    url = f"{at(found, 'slots')}?slot={one.slot.public_id}"
    save(desk, url, begins="08:45")
    change = ProgrammeChange.objects.get()
    assert change.told_at is None
    assert change.before["begins"] > change.after["begins"]
    first = change.before["begins"]
    save(desk, url, begins="08:30")
    change.refresh_from_db()
    assert change.before["begins"] == first


def test_when_regions_arrive_is_written_on_the_clock_of_the_place(desk):
    found = venue()
    url = at(found, "arrivals")
    assert desk.post(url, {"africa": f"{DAY}T18:30", "arab-states": ""}).url == url
    one = Arrival.objects.get()
    assert (one.region, one.at) == ("africa", datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(hours=10.5))
    assert f'value="{DAY}T18:30"' in text(desk, url)
    assert form_of(desk.get(url))["africa"]
    session(found, "Late", region="africa")
    assert "arrives after the beginning of the last slot" in text(desk, at(found, "timetable"))
    desk.post(url, {})
    assert not Arrival.objects.exists()


def test_a_wrong_instant_of_arrival_is_refused(desk):
    assert desk.post(at(venue(), "arrivals"), {"africa": "soon"}).status_code == 422


def test_rooms_and_slots_are_of_their_own_conference(desk):
    found, other = venue(), venue()
    theirs = other.rooms.first()
    assert desk.get(f"{at(found, 'rooms')}?room={theirs.public_id}").status_code == 404
    assert desk.get(at(found, f"rooms/{theirs.public_id}/closed")).status_code == 404
    said = {"day": DAY, "begins": "12:00", "ends": "12:45", **PLENARY, "room": theirs.pk}
    assert save(desk, at(found, "slots"), **said).status_code == 422
    assert Slot.objects.filter(conference=found).count() == 2


def test_a_plenary_takes_its_room_from_sessions(desk):
    found = conference()
    hall = room(found)
    slot(found, "09:00", 60, kind="plenary", title="Opening", room=hall)
    late = slot(found, "09:30")
    placed(session(found, "Early"), hall, late)
    page = text(desk, at(found, "timetable"))
    assert "“Early” is in Harbour, which cannot be used then" in page
    assert "“Early” is given during “Opening" in page
