"""The solver is asked for on the desk and works in the background; what befalls it loses nothing."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from unittest.mock import patch

import pytest
import time_machine

from heliograph.conference.states import SolveState
from heliograph.conference.timetable import running, runs, solved
from heliograph.conference.timetable.models import Placement, SolverRun
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from heliograph.conference.timetable.solving import Outcome
from heliograph.conference.timetable.trying import first_try
from heliograph.network.states import Refused
from tests.conference.timetable.factories import placed, room, session, slot, venue
from tests.conference.timetable.test_desk import at, do, places, spot, words
from tests.events.scheduling.test_desk import text
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def found():
    made = venue()
    for number in range(3):
        session(made, f"Session {number}")
    return made


def ask(desk, conference, **said):
    seen = mark_of(shown_timetable(conference))
    return desk.post(f"{at(conference)}solve/", {"seen": seen, "seconds": "10", **said})


def solve(desk, conference, **said):
    """Ask for a run, and do what a worker does."""
    assert ask(desk, conference, **said).status_code == 302
    running.run(SolverRun.objects.latest("pk").pk)
    return SolverRun.objects.latest("pk")


def test_the_solver_is_asked_for_and_places_everything(desk, found, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(desk, found)
        run = SolverRun.objects.get()
        assert (run.state, run.seconds) == ("queued", 10)
        assert "The solver begins as soon as a worker is free." in text(desk, at(found))
    run.refresh_from_db()
    assert (run.state, run.result["placed"], run.result["moved"], run.result["gap"]) == ("done", 3, 3, 0.0)
    assert len(places(found)) == 3
    page = words(text(desk, at(found)))
    assert "3 sessions have a place. This is proven best" in page


def test_a_run_is_done_once(desk, found):
    run = solve(desk, found)
    before = mark_of(shown_timetable(found))
    running.run(run.pk)
    assert mark_of(shown_timetable(found)) == before


def test_all_that_the_solver_did_is_undone_at_once(desk, found):
    solve(desk, found)
    do(desk, found, "undo")
    assert places(found) == {}


def test_locked_sessions_stay_and_the_others_are_solved_around_them(desk, found):
    one = found.sessions_held.first()
    placed(one, found.rooms.last(), found.slots.last(), locked=True)
    solve(desk, found)
    assert places(found)[one.title] == spot(found, 1, 1)
    assert Placement.objects.get(session=one).locked
    assert len(places(found)) == 3


def test_only_what_a_room_that_falls_away_concerns_is_solved_again(desk, found):
    solve(desk, found)
    before = places(found)
    gone = Placement.objects.order_by("pk")[0].room
    first, last = found.slots.all()
    gone.closures.create(begins=first.begins, ends=last.ends)
    room(found, "Spare")
    there = {title for title, where in before.items() if where.startswith(f"{gone.pk}:")}
    page = text(desk, at(found))
    assert page.count("cannot be used then") == len(there) > 0
    assert "Let the solver mend this, and leave the rest" in page
    solve(desk, found, rest_only="yes")
    after = places(found)
    assert {title for title in before if before[title] != after[title]} == there
    assert "cannot be used then" not in text(desk, at(found))
    assert "What had a place and no conflict was left there." in words(text(desk, at(found)))


def test_what_cannot_be_placed_is_said(desk, found):
    for number in range(3):
        session(found, f"More {number}")
    run = solve(desk, found)
    assert (run.result["placed"], run.result["most"]) == (4, 4)
    assert "All 4 places in which it fits are taken." in text(desk, at(found))


def test_nothing_is_moved_by_hand_or_published_while_the_solver_is_at_work(desk, found):
    ask(desk, found)
    one = found.sessions_held.first()
    for refused in (
        do(desk, found, session=one.pk, place=spot(found)),
        ask(desk, found),
        desk.post(f"{at(found)}publish/", {"seen": mark_of(shown_timetable(found))}),
    ):
        assert refused.status_code == 422
        assert "The solver is at work on this draft." in refused.content.decode()
    assert SolverRun.objects.count() == 1


def test_a_run_that_no_worker_has_begun_is_stopped_at_once(desk, found):
    ask(desk, found)
    desk.post(f"{at(found)}solve/", {"stop": "yes"})
    run = SolverRun.objects.get()
    assert run.state == "stopped"
    running.run(run.pk)
    assert places(found) == {}
    assert "The solver was stopped." in text(desk, at(found))


def test_a_run_that_is_stopped_keeps_the_best_so_far(desk, found, organizer):
    ask(desk, found)
    run = SolverRun.objects.get()

    def stopped(problem, seconds):
        runs.stop(found, organizer, NOW)
        return Stubborn(problem)

    with patch("heliograph.conference.timetable.solving.Search", stopped):
        running.run(run.pk)
    run.refresh_from_db()
    assert run.state == "stopped"
    assert run.result["placed"] == len(places(found)) == 3


class Stubborn:
    """A search that ends only when it is stopped."""

    def __init__(self, problem):
        self.best, self._end = Outcome(first_try(problem), len(problem.sessions), met=1, wishes=2), Event()

    def run(self):
        assert self._end.wait(20)
        return self.best

    def stop(self):
        self._end.set()


def test_a_run_whose_worker_was_killed_is_seen_and_begun_anew(desk, found):
    ask(desk, found)
    lost = SolverRun.objects.get()
    lost.state, lost.begun_at, lost.beat_at = SolveState.RUNNING, NOW, NOW
    lost.save()
    assert "The solver is at work." in text(desk, at(found))
    desk.post(f"{at(found)}solve/", {"stop": "yes"})
    assert "The solver is about to stop." in text(desk, at(found))
    with time_machine.travel(NOW + runs.LOST_AFTER + timedelta(seconds=1), tick=False):
        page = text(desk, at(found))
        assert "The solver was interrupted. The timetable is as it was before; begin anew." in page
        solve(desk, found)
    assert [each.state for each in SolverRun.objects.order_by("pk")] == ["failed", "done"]
    assert len(places(found)) == 3


@pytest.mark.parametrize("give_up", [lambda rows: rows.update(state=SolveState.FAILED), lambda rows: rows.delete()])
def test_a_worker_that_was_given_up_writes_nothing(desk, found, give_up):
    ask(desk, found)
    run = SolverRun.objects.get()

    def given_up(problem, seconds):
        give_up(SolverRun.objects.all())
        return Stubborn(problem)

    with patch("heliograph.conference.timetable.solving.Search", given_up):
        running.run(run.pk)
    assert places(found) == {}


def test_a_fault_of_the_solver_fails_the_run_and_nothing_else(desk, found, caplog):
    ask(desk, found)
    run = SolverRun.objects.get()
    with patch("heliograph.conference.timetable.solving.Search", side_effect=MemoryError):
        running.run(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert places(found) == {}
    assert "of the solver failed" in caplog.text


def test_sessions_withdrawn_and_rooms_taken_away_meanwhile_are_left_out(desk, found):
    ask(desk, found)
    gone = found.rooms.first()

    def meanwhile(problem, seconds):
        search = Stubborn(problem)
        found.sessions_held.filter(title="Session 0").update(stands=False)
        gone.delete()
        search.stop()
        return search

    with patch("heliograph.conference.timetable.solving.Search", meanwhile):
        running.run(SolverRun.objects.get().pk)
    assert "Session 0" not in places(found)
    assert all(not where.startswith(f"{gone.pk}:") for where in places(found).values())


def test_without_the_solver_the_desk_says_so(desk, found):
    with patch("heliograph.conference.timetable.runs.find_spec", return_value=None):
        assert "The solver is not installed here." in text(desk, at(found))
        assert ask(desk, found).status_code == 422


def test_who_does_not_run_the_conference_asks_for_nothing(found):
    stranger = person("stranger@example.org")
    with pytest.raises(Refused, match="run by somebody else"):
        solved.ask(found, "", 10, stranger, NOW)
    with pytest.raises(Refused, match="run by somebody else"):
        runs.stop(found, stranger, NOW)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"placed": 3, "most": 3, "gap": 0.0}, "This is proven best"),
        ({"placed": 3, "most": 3, "gap": 0.034}, "wishes are met to within 3.4 % of the best possible"),
        ({"placed": 3, "most": 3, "gap": 0.0001}, "wishes are met to within 0.1 % of the best possible"),
        ({"placed": 3, "most": 3}, "how many more wishes could be met is not known"),
        ({"placed": 2, "most": 3}, "At most 3 can have one."),
    ],
)
def test_how_good_it_is_is_said_in_words(found, result, said):
    run = SolverRun(state=SolveState.DONE, result=result, asked_at=NOW)
    assert said in " ".join(solved.line(run, NOW).said)


def test_slots_of_one_day_that_go_on_at_once_do_not_share_a_room(desk, found):
    found.slots.all().delete()
    slot(found, "09:00", 80)
    slot(found, "09:30", 45)
    solve(desk, found)
    rooms = [each.room_id for each in Placement.objects.all()]
    assert sorted(rooms) == sorted(set(rooms))
