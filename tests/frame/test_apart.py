"""A process apart: what it tells, and what ends it ends nothing else."""

from __future__ import annotations

import os

import pytest

from heliograph.frame.apart import Bounds, Ended, answer, answers

WORK = "tests.frame.work_apart"
BOUNDS = Bounds(memory=512 * 1024 * 1024, seconds=5, lasting=10, written=1024)


def test_it_tells_one_thing_after_the_other():
    assert list(answers(WORK, ["count", 3], BOUNDS)) == [0, 1, 2]
    assert answer(WORK, ["count", 1], BOUNDS) == 0


def test_it_uses_the_files_it_was_given_and_writes_no_more_than_it_may(tmp_path):
    with (tmp_path / "made").open("wb") as made:
        assert answer(WORK, ["write", made.fileno(), 1000], BOUNDS, [made.fileno()]) == 1000
        with pytest.raises(Ended):
            answer(WORK, ["write", made.fileno(), 2000], BOUNDS, [made.fileno()])
    assert (tmp_path / "made").stat().st_size <= 1024


def test_what_stops_the_processes_of_a_service_lets_it_get_to_its_end():
    assert answer(WORK, ["group", 0], BOUNDS) != os.getpgid(0)


@pytest.mark.parametrize("how", ["fail", "exit", "crash", "memory", "compute", "sleep", "babble", "count"])
def test_what_does_not_get_to_its_end_is_told(how):
    with pytest.raises(Ended):
        answer(WORK, [how, 2], Bounds(memory=512 * 1024 * 1024, seconds=1, lasting=1))


def test_who_does_not_listen_to_the_end_ends_it():
    told = answers(WORK, ["count", 10**9], BOUNDS)
    assert next(told) == 0
    told.close()
    assert list(told) == []
