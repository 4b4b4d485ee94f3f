"""The clock stands where a test of reminders puts it; who runs the calls."""

from __future__ import annotations

import pytest

from tests.network.factories import person, with_role


@pytest.fixture
def organizer(db):
    """Somebody of the secretariat."""
    return with_role(person("desk@secretariat.example.org", name="Desk"), "secretariat")
