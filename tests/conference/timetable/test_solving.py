"""Whatever the conference, what the solver finds holds."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from unittest.mock import ANY

import pytest
from hypothesis import given, settings

from heliograph.conference.timetable.checking import conflicts
from heliograph.conference.timetable.problem import Problem, Spot, Taken, Weights, possible
from heliograph.conference.timetable.reasons import reasons
from heliograph.conference.timetable.solving import Search
from heliograph.conference.timetable.trying import first_try
from tests.conference.timetable.instances import problems, room, session, slot

SOME = settings(max_examples=50, deadline=None)


def solved(problem, seconds=5.0):
    return Search(problem, seconds, workers=1).run()


@SOME
@given(problems())
def test_a_solved_timetable_holds(problem):
    outcome = solved(problem)
    first = first_try(problem)
    excused = set(conflicts(problem, problem.fixed))
    # Nothing is wrong with it but what was locked so; locked sessions stay where they are.
    assert set(conflicts(problem, outcome.placed)) <= excused
    assert set(conflicts(problem, first)) <= excused
    assert {key: outcome.placed[key] for key in problem.kept} == problem.fixed
    # Whatever has no place has a reason, and no place was left for it.
    told, taken = reasons(problem, outcome.placed), Taken(problem, outcome.placed)
    assert told.keys() == problem.session.keys() - outcome.placed.keys()
    assert [key for key in told if possible(problem, problem.session[key], taken)] == []
    assert all(each.endswith(".") and "is free for it" not in each for each in told.values())
    # As many as can be are placed, which is proven.
    assert len(first) <= len(outcome.placed) == outcome.most
    assert outcome.gap == 0.0


@settings(SOME, max_examples=10)
@given(problems())
def test_the_same_conference_gives_the_same_timetable(problem):
    assert solved(problem) == replace(solved(problem), seconds=ANY)


def conference(number=4, rooms=2, slots=2, **wishes):
    """Sessions of 45 minutes in so many rooms and slots, with what is said of each."""
    sessions = [session(key, **{name: each[key - 1] for name, each in wishes.items()}) for key in range(1, number + 1)]
    return Problem(sessions, [room(k) for k in range(1, rooms + 1)], [slot(k, k * 2) for k in range(1, slots + 1)])


def test_sessions_on_one_theme_are_kept_apart():
    outcome = solved(conference(theme=[1, 1, 2, 2]))
    assert outcome.placed[1].slot != outcome.placed[2].slot
    assert outcome.placed[3].slot != outcome.placed[4].slot
    assert (outcome.gap, outcome.met) == (0.0, outcome.wishes)


def test_themes_are_spread_over_days():
    days = [slot(key, 2 * (key % 2), day=key // 3) for key in (1, 2, 3, 4)]
    problem = replace(conference(rooms=1, theme=[1, 1, 2, 2]), slots=days)
    placed = solved(problem).placed
    by_day = [{problem.slot[placed[key].slot].day for key in pair} for pair in ((1, 2), (3, 4))]
    assert [len(each) for each in by_day] == [2, 2]


def test_who_would_go_to_two_sessions_can():
    problem = replace(conference(), together={(1, 2): 9, (3, 4): 9, (1, 3): 1}, weights=Weights(apart=0, spread=0))
    placed = solved(problem).placed
    assert placed[1].slot != placed[2].slot
    assert placed[3].slot != placed[4].slot


def test_small_sessions_get_small_rooms():
    rooms = [room(1, capacity=300), room(2, capacity=40)]
    problem = replace(conference(2, slots=1, expected=[200, 30]), rooms=rooms)
    assert {key: spot.room for key, spot in solved(problem).placed.items()} == {1: 1, 2: 2}


def test_as_many_sessions_as_there_are_places_are_placed():
    outcome = solved(conference(7, theme=[1] * 7))
    assert (len(outcome.placed), outcome.most) == (4, 4)


def test_locked_sessions_may_be_more_than_rooms_and_all_is_solved_around_them():
    sessions = [session(key, theme=1) for key in range(1, 6)]
    slots = [slot(1, 0, 80), slot(2, 0.5, 45), slot(3, 1, 45), slot(4, 5)]
    now = {1: Spot(1, 1), 2: Spot(1, 2), 3: Spot(2, 3)}
    problem = Problem(sessions, [room(1), room(2)], slots, now=now, kept=frozenset(now))
    outcome = solved(problem)
    assert {key: spot.slot for key, spot in outcome.placed.items()} == {1: 1, 2: 2, 3: 3, 4: 4, 5: 4}
    assert outcome.gap == 0.0


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_search_that_is_stopped_has_what_it_found(when):
    problem = replace(
        conference(60, rooms=8, slots=9, theme=[key % 5 for key in range(60)]),
        together={(one, one + 7): 3 for one in range(1, 53)},
    )
    search = Search(problem, 60.0, workers=1)
    if when == "before":
        search.stop()
        outcome = search.run()
    else:
        thread = threading.Thread(target=search.run)
        thread.start()
        until = time.monotonic() + 30
        while search.best.met is None and time.monotonic() < until:
            time.sleep(0.01)
        search.stop()
        thread.join(20)
        assert not thread.is_alive()
        outcome = search.best
    assert len(outcome.placed) == 60
    assert conflicts(problem, outcome.placed) == []
