"""The clock stands at ``NOW``: Monday, 12 January 2026."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.events.agenda.kept import forget_kept
from tests.network.factories import NOW


@pytest.fixture(autouse=True)
def clock():
    forget_kept()
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel
