"""Several processes at once: each poster gets a number of its own, and is appreciated by one person once."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.conference.posters.program"

pytestmark = pytest.mark.smtp


@pytest.fixture
def house(tmp_path, scratch_database):
    return House(tmp_path, scratch_database)


def test_no_two_posters_get_the_same_number_and_no_praise_counts_twice(house):
    house.run_stages(PROGRAM, [("prepare", 18)], [("accept", turn, 3) for turn in range(3)])
    assert house.rows("SELECT number FROM conference_poster ORDER BY number") == [(each,) for each in range(1, 19)]
    house.run_stages(PROGRAM, [("praise",), ("praise",), ("praise",)])
    assert house.rows("SELECT count(*), count(DISTINCT poster_id) FROM conference_appreciation") == [(18, 18)]
