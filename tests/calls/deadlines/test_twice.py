"""The hour that comes twice in the night in which the clocks are set back: staff say which of the two they mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heliograph.calls.deadlines.moments import at_minute
from heliograph.moments.zones import FIRST, SECOND, which_of
from heliograph.network.states import Refused

PARIS, LORD_HOWE = "Europe/Paris", "Australia/Lord_Howe"
#: Half past two in Paris, a quarter to two on an island whose clocks go back by half an hour.
TWICE = [(PARIS, datetime(2026, 10, 25, 2, 30)), (LORD_HOWE, datetime(2026, 4, 5, 1, 45))]  # noqa: DTZ001


@pytest.mark.parametrize(("zone", "wall"), TWICE)
def test_a_time_that_comes_twice_is_refused_until_it_is_said_which(zone, wall):
    with pytest.raises(Refused) as refused:
        at_minute(wall, zone, "")
    assert refused.value.code == "twice"
    first, second = at_minute(wall, zone, FIRST), at_minute(wall, zone, SECOND)
    assert first.at < second.at
    assert first.wall() == second.wall() == wall
    assert (which_of(first.at, zone), which_of(second.at, zone)) == (FIRST, SECOND)


@pytest.mark.parametrize("which", ["", FIRST, SECOND])
def test_what_is_said_of_a_plain_time_does_not_matter_and_one_that_is_skipped_stays_refused(which):
    plain = at_minute(datetime(2026, 10, 25, 4), PARIS, which)  # noqa: DTZ001
    assert plain.at == datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert which_of(plain.at, PARIS) == ""
    with pytest.raises(Refused) as refused:
        at_minute(datetime(2026, 3, 29, 2, 30), PARIS, which)  # noqa: DTZ001
    assert refused.value.code == "no-such-time"
