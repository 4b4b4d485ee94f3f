"""Several phones that were offline send at once what they saw of the same badges: each counts once, the earliest."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.conference.attending.program"
CAME = """SELECT count(*), count(DISTINCT badge_id), count(DISTINCT at), count(DISTINCT mark)
    FROM conference_checkin WHERE undone_at IS NULL"""

pytestmark = pytest.mark.smtp


def test_phones_that_send_at_once_count_nobody_twice(tmp_path, scratch_database):
    house = House(tmp_path, scratch_database)
    house.run_stages(
        PROGRAM,
        [("prepare", 40)],
        [("phone", "late", 30), ("phone", "early", 5), ("phone", "early", 5), ("phone", "latest", 60)],
    )
    assert house.rows(CAME) == [(40, 40, 1, 40)]
