"""The timetable on the desk over HTTP, without JavaScript."""

from __future__ import annotations

import re

import pytest

from heliograph.conference.models import Conference
from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.sessions.models import Session
from heliograph.conference.timetable.models import Placement, Timetable
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from tests.conference.timetable.factories import placed, room, session, slot, venue
from tests.events.scheduling.test_desk import text
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def found():
    return venue()


def at(conference):
    return f"/desk/conferences/{conference.programme.slug}/timetable/"


def spot(conference, room_number=0, slot_number=0):
    return f"{conference.rooms.all()[room_number].pk}:{conference.slots.all()[slot_number].pk}"


def do(desk, conference, what="move", **said):
    seen = said.pop("seen", mark_of(shown_timetable(conference)))
    return desk.post(f"{at(conference)}place/", {"do": what, "seen": seen, **said})


def places(conference):
    rows = Placement.objects.filter(timetable=shown_timetable(conference)).select_related("session")
    return {each.session.title: f"{each.room_id}:{each.slot_id}" for each in rows}


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_session_is_picked_and_placed(desk, found):
    one = session(found, "Coral reefs")
    page = text(desk, at(found))
    assert f'href="?session={one.pk}#picked"' in page
    assert "0 of 1 session has a place." in words(page)
    picked = text(desk, f"{at(found)}?session={one.pk}")
    assert picked.count("Place here") == 4
    moved = do(desk, found, session=one.pk, place=spot(found, 1, 1))
    assert moved.url == f"{at(found)}#session-{one.pk}"
    assert places(found) == {"Coral reefs": spot(found, 1, 1)}
    assert "1 of 1 session has a place." in words(text(desk, at(found)))


def test_names_in_another_script_stand_each_by_itself(desk, found):
    one = session(found, "Coral reefs", person("huda@example.org", name="هدى"), person("ada@example.org", name="Ada"))
    assert "<bdi>هدى</bdi>, <bdi>Ada</bdi>" in text(desk, f"{at(found)}?session={one.pk}")


def test_where_another_session_is_the_two_change_places(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    do(desk, found, session=one.pk, place=spot(found))
    do(desk, found, session=other.pk, place=spot(found, 1, 1))
    assert "Swap" in text(desk, f"{at(found)}?session={one.pk}")
    do(desk, found, session=one.pk, place=spot(found, 1, 1))
    assert places(found) == {"One": spot(found, 1, 1), "Other": spot(found)}


def test_a_session_without_a_place_takes_that_of_another(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    placed(one, found.rooms.first(), found.slots.first())
    do(desk, found, session=other.pk, place=spot(found))
    assert places(found) == {"Other": spot(found)}


def test_a_locked_session_gives_way_to_none(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    placed(one, found.rooms.first(), found.slots.first())
    do(desk, found, "lock", session=one.pk)
    assert text(desk, f"{at(found)}?session={other.pk}").count("Place here") == 3
    refused = do(desk, found, session=other.pk, place=spot(found))
    assert refused.status_code == 422
    assert "Unlock it first." in refused.content.decode()
    do(desk, found, "unlock", session=one.pk)
    assert "Take its place" in text(desk, f"{at(found)}?session={other.pk}")
    assert do(desk, found, session=other.pk, place=spot(found)).status_code == 302


def test_changes_are_undone_one_after_the_other(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    do(desk, found, session=one.pk, place=spot(found))
    do(desk, found, session=other.pk, place=spot(found, 1))
    do(desk, found, session=one.pk, place=spot(found, 1))
    do(desk, found, "off", session=other.pk)
    assert places(found) == {"One": spot(found, 1)}
    do(desk, found, "undo")
    do(desk, found, "undo")
    assert places(found) == {"One": spot(found), "Other": spot(found, 1)}
    do(desk, found, "undo")
    do(desk, found, "undo")
    assert places(found) == {}
    assert do(desk, found, "undo").status_code == 422


def test_nothing_is_undone_into_a_slot_that_is_for_all_by_now(desk, found):
    one = session(found, "One")
    do(desk, found, session=one.pk, place=spot(found))
    do(desk, found, session=one.pk, place=spot(found, 0, 1))
    found.slots.filter(pk=found.slots.first().pk).update(kind="plenary")
    do(desk, found, "undo")
    assert places(found) == {}
    assert "0 of 1 session has a place." in words(text(desk, at(found)))


def test_who_moves_over_a_colleagues_change_is_told_and_nothing_is_moved(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    seen = mark_of(shown_timetable(found))
    do(desk, found, session=one.pk, place=spot(found), seen=seen)
    late = do(desk, found, session=other.pk, place=spot(found), seen=seen)
    assert late.status_code == 409
    assert "Somebody else has changed the timetable." in late.content.decode()
    assert places(found) == {"One": spot(found)}


@pytest.mark.parametrize("place", ["", "1", "x:y", "0:0", "99999:1", "9" * 30])
def test_a_place_that_is_none_is_refused(desk, found, place):
    one = session(found)
    assert do(desk, found, session=one.pk, place=place).status_code == 422
    assert places(found) == {}


def test_a_session_of_another_conference_is_not_moved(desk, found):
    other = session(venue())
    assert do(desk, found, session=other.pk, place=spot(found)).status_code == 422


def test_conflicts_are_shown_as_they_arise(desk, found):
    ada = person("ada@example.org", name="Ada")
    one, other = session(found, "One", ada), session(found, "Other", ada)
    placed(one, found.rooms.first(), found.slots.first())
    assert "1 conflict" not in words(text(desk, at(found)))
    picked = words(text(desk, f"{at(found)}?session={other.pk}"))
    assert "elsewhere then" in picked
    do(desk, found, session=other.pk, place=spot(found, 1))
    assert "1 conflict" in words(text(desk, at(found)))
    assert "Ada gives “One” and “Other” at the same time" in text(desk, at(found))


def test_what_has_no_place_says_why(desk, found):
    session(found, "Long", minutes=200)
    assert "It lasts 200 minutes; the longest slot has 45 minutes." in text(desk, at(found))


def test_a_published_timetable_is_the_only_one_and_changes_are_written_down(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    placed(one, found.rooms.first(), found.slots.first())
    page = desk.get(f"{at(found)}publish/")
    assert "1 session is elsewhere" in words(page.content.decode())
    assert desk.post(f"{at(found)}publish/", {"seen": page.context["seen"]}).url == at(found)
    first = Timetable.objects.get(state="published")
    assert [each.before for each in first.changes.all()] == [{}]
    assert "Version 1, published" in words(text(desk, at(found)))
    do(desk, found, session=one.pk, place=spot(found, 0, 1))
    do(desk, found, session=other.pk, place=spot(found, 1, 1))
    assert Placement.objects.get(timetable=first).slot == found.slots.first()
    desk.post(f"{at(found)}publish/", {"seen": mark_of(shown_timetable(found))})
    assert [(each.number, each.state) for each in Timetable.objects.all()] == [(2, "published"), (1, "replaced")]
    changes = ProgrammeChange.objects.filter(timetable__number=2).order_by("session")
    assert [bool(each.before) for each in changes] == [True, False]
    assert changes[0].before["begins"] < changes[0].after["begins"]


def test_what_others_have_changed_meanwhile_is_not_published(desk, found):
    one = session(found, "One")
    placed(one, found.rooms.first(), found.slots.first())
    seen = mark_of(shown_timetable(found))
    do(desk, found, session=one.pk, place=spot(found, 1))
    late = desk.post(f"{at(found)}publish/", {"seen": seen})
    assert late.status_code == 422
    assert not Timetable.objects.filter(state="published").exists()


def test_a_draft_is_thrown_away_and_what_is_published_stands_again(desk, found):
    one = session(found, "One")
    placed(one, found.rooms.first(), found.slots.first())
    desk.post(f"{at(found)}publish/", {"seen": mark_of(shown_timetable(found))})
    do(desk, found, session=one.pk, place=spot(found, 1, 1))
    seen = mark_of(shown_timetable(found))
    do(desk, found, "discard")
    assert places(found) == {"One": spot(found)}
    assert do(desk, found, "discard").status_code == 422
    do(desk, found, session=one.pk, place=spot(found, 0, 1))
    assert do(desk, found, session=one.pk, place=spot(found, 1, 1), seen=seen).status_code == 409
    assert "Version 1, " in words(text(desk, at(found)))


def test_an_earlier_version_is_taken_up_again_as_one_change(desk, found):
    one, gone = session(found, "One"), session(found, "Gone")
    placed(one, found.rooms.first(), found.slots.first(), locked=True)
    placed(gone, found.rooms.first(), found.slots.last())
    desk.post(f"{at(found)}publish/", {"seen": mark_of(shown_timetable(found))})
    assert "Take it up" not in text(desk, at(found))
    do(desk, found, session=one.pk, place=spot(found, 1, 1))
    later = session(found, "Later")
    do(desk, found, session=later.pk, place=spot(found))
    desk.post(f"{at(found)}publish/", {"seen": mark_of(shown_timetable(found))})
    Session.objects.filter(pk=gone.pk).update(stands=False)
    assert "Take it up" in text(desk, at(found))
    do(desk, found, "take-up", version="1")
    assert places(found) == {"One": spot(found)}
    assert shown_timetable(found).placements.get().locked
    assert Timetable.objects.get(state="published").number == 2
    do(desk, found, "undo")
    assert places(found) == {"One": spot(found, 1, 1), "Later": spot(found)}
    assert do(desk, found, "take-up", version="9").status_code == 422


def test_nothing_is_published_where_nothing_has_a_place_or_changed(desk, found):
    assert "Nothing was changed" in desk.post(f"{at(found)}publish/", {"seen": ""}).content.decode()


def test_a_session_that_is_withdrawn_frees_its_place(desk, found):
    one, other = session(found, "One"), session(found, "Other")
    placed(one, found.rooms.first(), found.slots.first())
    one.stands = False
    one.save()
    assert "1 session without a place" in words(text(desk, at(found)))
    do(desk, found, session=other.pk, place=spot(found))
    assert places(found) == {"Other": spot(found)}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_queries_for_one_session_as_for_three(desk, found, count, django_assert_num_queries):
    rooms = [room(found, f"Room {number}") for number in range(count)]
    for number in range(count):
        placed(session(found, f"Placed {number}"), rooms[number], slot(found, f"{12 + number}:00"))
        session(found, f"Not placed {number}")
    url = at(found)
    desk.get(url)
    with django_assert_num_queries(16):
        desk.get(url)


def test_the_desk_shows_how_much_has_a_place(desk, found):
    placed(session(found, "One"), found.rooms.first(), found.slots.first())
    session(found, "Other")
    page = words(text(desk, f"/desk/conferences/{found.programme.slug}/"))
    assert "1 of 2 sessions have a place." in page
    assert "changes are not published yet" in page


def test_a_conference_without_anything_says_how_to_begin(desk):
    made = Conference.objects.get(pk=venue().pk)
    made.slots.all().delete()
    made.rooms.all().delete()
    session(made)
    page = text(desk, at(made))
    assert "There is no slot yet." in page
    assert "There is no slot for sessions yet." in page
