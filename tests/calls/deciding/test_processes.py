"""Several organizers at once, and workers that are killed: never too many, never twice, nothing left out."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.calls.deciding.program"
STATES = """SELECT c.slug, r.state, count(*) FROM calls_response r JOIN calls_call c ON c.id = r.call_id
    GROUP BY c.slug, r.state ORDER BY c.slug, r.state"""
STEPS = """SELECT e.verb, count(*), count(DISTINCT e.response_id) FROM calls_responseentry e
    JOIN calls_response r ON r.id = e.response_id JOIN calls_call c ON c.id = r.call_id
    WHERE c.slug = 'every' GROUP BY e.verb ORDER BY e.verb"""
BATCHES = "SELECT done, finished_at IS NOT NULL FROM calls_decisionbatch b WHERE token = 'killed'"

pytestmark = pytest.mark.smtp


@pytest.fixture
def house(tmp_path, scratch_database):
    return House(tmp_path, scratch_database)


def test_at_once_and_killed_in_the_middle_every_answer_is_decided_once(house):
    house.run_stages(PROGRAM, [("prepare", 80)], [("be_killed", 2)])
    ((done, finished),) = house.rows(BATCHES)
    assert 50 <= done < 80
    assert not finished
    house.run_stages(
        PROGRAM,
        [("go_on",), ("go_on",)],
        [("decide", "places", "accept", "first"), ("decide", "places", "accept", "second")],
    )
    assert house.rows(STEPS) == [("accept", 80, 80), ("submit", 80, 80)]
    kept = [("every", "accepted", 80), ("places", "accepted", 20), ("places", "submitted", 60)]
    assert house.rows(STATES) == kept
