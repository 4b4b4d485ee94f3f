"""What the clock does for answers."""

from __future__ import annotations

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.mine.tending import tend
from tests.calls.factories import DAY, call, response
from tests.calls.mine.conftest import state
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_place_that_was_not_taken_up_in_time_goes_to_the_next_and_only_once():
    to = call(capacity=1, hold=24)
    first, second, third = response(to), response(to), response(to)
    verbs.withdraw(first, Act(NOW))
    tend(NOW + DAY / 2)
    assert (state(second), state(third)) == ("offered", "waitlisted")
    for _time in range(2):
        tend(NOW + DAY)
    assert (state(second), state(third)) == ("withdrawn", "offered")
