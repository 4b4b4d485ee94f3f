"""What tests remember of a process apart is what it would tell again."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace

import pytest

from heliograph.frame.apart import Bounds, Ended
from tests.remembered import remembering

BOUNDS = Bounds(memory=1, seconds=1)


@pytest.fixture
def asked():
    """The numbers that a process was asked for, which writes its first file into the second."""
    return []


@pytest.fixture
def told(asked):
    def ask(work, argument, bounds, files=()):
        asked.append(argument[-1])
        if argument[-1] < 0:
            raise Ended
        given, made = files
        os.write(made, b"made of " + os.read(given, 100))
        return {"number": argument[-1]}

    return remembering(ask)


@pytest.fixture
def of(told):
    """What is told of some bytes with a number, and what was written."""

    def ask(data, number, bounds=BOUNDS):
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
            given.write(data)
            given.seek(0)
            files = [given.fileno(), made.fileno()]
            said = told("work", [*files, number], bounds, files)
            made.seek(0)
            return said, made.read()

    return ask


def test_the_same_bytes_are_asked_about_once_and_give_the_same(of, asked):
    assert of(b"one", 7) == of(b"one", 7) == ({"number": 7}, b"made of one")
    assert asked == [7]


def test_other_bytes_other_words_and_other_bounds_are_asked_about(of, asked):
    assert [of(b"one", 7)[1], of(b"two", 7)[1], of(b"one", 8)[0]] == [b"made of one", b"made of two", {"number": 8}]
    of(b"one", 7, replace(BOUNDS, seconds=2))
    assert asked == [7, 7, 8, 7]


def test_what_has_failed_is_asked_anew(of, asked):
    for _ in range(2):
        with pytest.raises(Ended):
            of(b"one", -1)
    assert asked == [-1, -1]
