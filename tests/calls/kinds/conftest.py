from __future__ import annotations

import pytest
import time_machine

from tests.calls.kinds.toy import fell, plant
from tests.network.factories import NOW


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planting():
    """The toy kind, installed for one test."""
    yield plant()
    fell()
