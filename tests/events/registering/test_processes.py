"""Several processes at once: each place of each time is given once, and each registrant is reminded once."""

from __future__ import annotations

import pytest

from tests.installation import House

PROGRAM = "tests.events.registering.program"
HELD = """SELECT r.share, count(*) FROM calls_response r WHERE r.state IN ('confirmed', 'offered', 'reconfirmed')
    GROUP BY r.share"""
ROWS = "SELECT count(*), count(DISTINCT g.response_id), count(DISTINCT g.token) FROM events_registration g"
APART = """SELECT count(*) FROM events_registration g JOIN calls_response r ON r.id = g.response_id
    JOIN events_occurrence o ON o.id = g.occurrence_id WHERE r.share NOT LIKE '%' || ':' || g.seat"""
REMINDED = """SELECT count(*), count(DISTINCT m.key) FROM delivery_message m
    JOIN delivery_mailing a ON a.id = m.mailing_id WHERE a.key LIKE 'events/reminder/%'"""
COMING = """SELECT count(*) FROM events_registration g JOIN calls_response r ON r.id = g.response_id
    JOIN events_occurrence o ON o.id = g.occurrence_id
    WHERE r.state = 'confirmed' AND o.start = (SELECT min(start) FROM events_occurrence)"""

pytestmark = pytest.mark.smtp


@pytest.fixture
def house(tmp_path, scratch_database):
    return House(tmp_path, scratch_database)


def test_a_crowd_gets_each_place_of_each_time_once_and_is_reminded_once(house):
    house.run_stages(PROGRAM, [("prepare", 24)], [("crowd", n * 8, n * 8 + 8) for n in range(3)])
    held = {share.partition(":")[2]: [] for share, _count in house.rows(HELD)}
    for share, count in house.rows(HELD):
        held[share.partition(":")[2]].append(count)
    assert {seat: sorted(counts) for seat, counts in held.items()} == {"line": [3, 3], "room": [1]}
    ((rows, responses, tokens),) = house.rows(ROWS)
    assert (rows, responses, tokens) == (24, 24, 24)
    assert house.rows(APART) == [(0,)]
    house.run_stages(PROGRAM, [("remind_all",), ("remind_all",), ("remind_all",)])
    ((coming,),) = house.rows(COMING)
    assert house.rows(REMINDED) == [(coming, coming)]
