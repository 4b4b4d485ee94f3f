"""Several who move at once, and a worker that is killed: nothing is moved unseen, nothing is lost."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.conference.timetable.program"
PLACES = "SELECT room_id * 1000 + slot_id FROM conference_placement"
MOVES = "SELECT count(*) FROM conference_conferenceentry WHERE verb = 'session-moved'"
VERSION = "SELECT version FROM conference_timetable"
STATES = "SELECT state FROM conference_solverrun ORDER BY id"

pytestmark = pytest.mark.smtp


@pytest.fixture
def house(tmp_path, scratch_database):
    return House(tmp_path, scratch_database)


def test_who_moves_at_once_moves_what_he_has_seen_and_a_killed_worker_loses_nothing(house):
    house.run_stages(PROGRAM, [("prepare",)], [("move", seed, 12) for seed in range(3)])
    places = house.ask(PLACES)
    assert len(places) == len(set(places)) > 0
    moves = house.ask(MOVES)[0]
    assert moves >= 12
    assert house.ask(VERSION) == [moves + 1]
    house.run_stages(PROGRAM, [("be_killed",)])
    assert house.ask(STATES) == ["running"]
    assert sorted(house.ask(PLACES)) == sorted(places)
    house.run_stages(PROGRAM, [("begin_anew",)])
    assert house.ask(STATES) == ["failed", "done"]
    assert len(house.ask(PLACES)) == 4
