"""The dates of a call as its tests need them; the clock stands at NOW."""

from __future__ import annotations

import pytest
import time_machine

from tests.calls.factories import call
from tests.network.factories import NOW, person, with_role


@pytest.fixture
def clock():
    """The clock stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def organizer(db):
    """Somebody of the secretariat."""
    return with_role(person("desk@secretariat.example.org", name="Desk"), "secretariat")


@pytest.fixture
def draft(db):
    """A draft that nobody has seen, without dates."""
    return call(status="draft", published_at=None, opens=None, closes=None)
