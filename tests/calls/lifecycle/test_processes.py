"""Several processes at once, and processes that are killed: never too many, never twice, nothing acknowledged lost."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.calls.lifecycle.program"
STATES = (
    "SELECT r.state FROM calls_response r JOIN calls_call c ON c.id = r.call_id WHERE c.slug = 'places' ORDER BY r.id"
)
STEPS = """SELECT c.slug, e.verb, count(*) FROM calls_responseentry e JOIN calls_response r ON r.id = e.response_id
    JOIN calls_call c ON c.id = r.call_id GROUP BY c.slug, e.verb ORDER BY c.slug, e.verb"""
OPEN = """SELECT p.email, count(e.id) FROM calls_response r JOIN calls_call c ON c.id = r.call_id
    JOIN network_person p ON p.id = r.person_id JOIN calls_responseentry e ON e.response_id = r.id
    WHERE c.slug = 'open' GROUP BY p.email"""

pytestmark = pytest.mark.smtp


@pytest.fixture
def house(tmp_path, scratch_database):
    return House(tmp_path, scratch_database)


def test_a_crowd_gets_each_place_once_and_a_killed_server_loses_nothing(house, tmp_path):
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    house.run_stages(PROGRAM, [("prepare", 200)], [("crowd", n * 8, n * 8 + 8) for n in range(3)])
    assert sorted(house.ask(STATES)) == ["confirmed"] * 5 + ["waitlisted"] * 19
    assert house.rows(STEPS) == [("places", "submit", 24), ("school", "change", 23), ("school", "submit", 1)]
    house.run_stages(PROGRAM, [("withdraw", 0, 6), ("withdraw", 12, 18)])
    assert sum(state in {"confirmed", "offered"} for state in house.ask(STATES)) == 5
    house.run_stages(PROGRAM, [("be_killed", 15, str(acknowledged))])
    told = {f"p{number}@example.org" for number in acknowledged.read_text().split()}
    kept = dict(house.rows(OPEN))
    assert len(told) >= 15
    assert told - set(kept) == set()
    assert set(kept.values()) == {1}
