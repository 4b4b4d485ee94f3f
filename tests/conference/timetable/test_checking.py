"""What is wrong with a timetable, and why a session has no place, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.conference.timetable.checking import Clash, conflicts
from heliograph.conference.timetable.problem import Hindrance, Problem, Spot, Stretch
from heliograph.conference.timetable.reasons import reasons
from tests.conference.timetable.instances import instant, room, session, slot

HERE, LATER = Spot(1, 1), Spot(1, 2)


def problem(*sessions, rooms=None, slots=None, **fields):
    """Two slots of 45 minutes in one room that has nothing, unless something else is said."""
    return Problem(sessions, rooms or [room(1)], slots if slots is not None else [slot(1, 0), slot(2, 2)], **fields)


@pytest.mark.parametrize(
    ("fields", "hall", "what", "said"),
    [
        ({"minutes": 80}, {}, Hindrance.LONG, "“Session 1” lasts 80 minutes, and this slot 45: slot 1."),
        ({"not_before": instant(1)}, {}, Hindrance.EARLY, "begins before who gives it has arrived"),
        ({"not_at": (Stretch(instant(0), instant(1)),)}, {}, Hindrance.AWAY, "as who gives it has said"),
        ({"needs": frozenset({"sound"})}, {}, Hindrance.EQUIPMENT, "room 1 does not have: microphones"),
        ({"expected": 41}, {"capacity": 40}, Hindrance.SMALL, "41 participants are expected at “Session 1”; room 1"),
        ({}, {"closed": (Stretch(instant(-1), instant(0.5)),)}, Hindrance.CLOSED, "room 1, which cannot be used then"),
    ],
)  # fmt: skip
def test_what_is_against_a_session_in_its_place(fields, hall, what, said):
    found = problem(session(1, **fields), rooms=[room(1, **hall)])
    conflict = conflicts(found, {1: HERE})[0]
    assert (conflict.what, conflict.sessions) == (what, (1,))
    assert said in conflict.sentence


def test_somebody_is_in_two_rooms_at_once_also_where_slots_overlap_in_part():
    slots = [slot(1, 0, 80), slot(2, 1, 45), slot(3, 2, 45)]
    found = problem(session(1, "ada"), session(2, "ada", "bo"), session(3, "bo"), rooms=[room(1), room(2)], slots=slots)
    clash = conflicts(found, {1: Spot(1, 1), 2: Spot(2, 2), 3: Spot(1, 3)})
    assert [(each.what, each.who, each.sessions) for each in clash] == [(Clash.PERSON, "Ada", (1, 2))]
    assert clash[0].sentence == "Ada gives “Session 1” and “Session 2” at the same time: slot 1."


def test_two_sessions_are_in_one_room():
    slots = [slot(1, 0, 80), slot(2, 1, 45)]
    clash = conflicts(problem(session(1), session(2), slots=slots), {1: HERE, 2: LATER})
    assert [each.sentence for each in clash] == ["“Session 1” and “Session 2” are both in room 1: slot 1."]


def test_what_is_for_all_overlaps():
    found = problem(session(1), commons=[slot(8, 0, 60), slot(9, 0.5, 60)])
    assert [each.sentence for each in conflicts(found, {1: HERE})] == [
        "“Session 1” is given during “slot 8”, which is for all.",
        "“Session 1” is given during “slot 9”, which is for all.",
        "“slot 8” and “slot 9” overlap, and both are for all.",
    ]


def test_what_is_not_there_any_more_is_no_conflict():
    assert conflicts(problem(session(1)), {1: Spot(9, 1), 7: HERE}) == []


AWAY = (Stretch(instant(-1), instant(9)),)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (problem(session(1), slots=[]), "There is no slot for sessions yet."),
        (replace(problem(session(1)), rooms=[]), "There is no room yet."),
        (problem(session(1, minutes=120)), "It lasts 120 minutes; the longest slot has 45 minutes."),
        (problem(session(1, needs=frozenset({"sound"}))), "No room has what it needs: microphones and loudspeakers."),
        (
            problem(
                session(1, needs=frozenset({"sound", "boards"})),
                rooms=[room(1, equipment=frozenset({"sound"})), room(2, equipment=frozenset({"boards"}))],
            ),
            "No room has all that it needs at once: microphones and loudspeakers, boards and flip charts.",
        ),
        (
            problem(session(1, expected=90), rooms=[room(1, capacity=40), room(2, capacity=60)]),
            "90 participants are expected; the largest room with all that it needs takes 60.",
        ),
        (problem(session(1, not_at=AWAY)), "Who gives it has said to be away in every slot that is long enough."),
        (
            problem(session(1, not_before=instant(5))),
            "Who gives it arrives after the beginning of the last slot that is long enough.",
        ),
        (
            problem(session(1, not_before=instant(1), not_at=(Stretch(instant(2), instant(3)),))),
            "In every slot that is long enough, who gives it is away or has not arrived yet.",
        ),
        (
            problem(session(1), rooms=[room(1, closed=AWAY)]),
            "The rooms that fit cannot be used at the times that are left for it.",
        ),
        (problem(session(1)), "A place is free for it: room 1, slot 1."),
    ],
)
def test_why_a_session_has_no_place(found, said):
    assert reasons(found, {}) == {1: said}


def test_every_place_is_taken():
    found = problem(session(1), session(2), session(3))
    placed = {2: HERE, 3: LATER}
    assert reasons(found, placed) == {1: "All 2 places in which it fits are taken."}
    locked = replace(found, kept=frozenset({2, 3}))
    assert reasons(locked, placed) == {1: "Sessions that are locked fill every place in which it fits."}


def test_who_gives_it_is_elsewhere_in_the_only_free_places():
    rooms = [room(1), room(2, capacity=5)]
    found = problem(session(1, "ada", expected=9), session(2, "ada"), session(3), rooms=rooms)
    placed = {2: Spot(2, 1), 3: LATER}
    assert reasons(found, placed) == {1: "In the only free places, who gives it is elsewhere: Ada gives “Session 2”."}
