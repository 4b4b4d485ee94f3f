"""The clock stands at ``NOW``: Monday, 12 January 2026."""

from __future__ import annotations

import pytest
import time_machine

from tests.network.factories import NOW


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel
