"""The clock of the tests of conferences stands at NOW."""

from __future__ import annotations

import pytest
import time_machine

from tests.network.factories import NOW, person, with_role


@pytest.fixture
def clock():
    """The clock stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def organizer(db):
    """Somebody of the secretariat."""
    return with_role(person("organizer@secretariat.example.org", name="Organizer"), "secretariat")
