"""The clock of joining stands; nobody has used up a limit."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache

from tests.conftest import person_with


@pytest.fixture(autouse=True)
def clock(now):
    cache.clear()
    with time_machine.travel(now, tick=False) as travel:
        yield travel


@pytest.fixture
def office(db):
    """The regional office of Africa."""
    return person_with("regional-office", "office@africa.example.org", region="Africa")


@pytest.fixture
def neighbour(db):
    """The National Coordinator of Benin."""
    return person_with("coordinator", "coordinator@bj.natcom.example.org", country="BJ")
