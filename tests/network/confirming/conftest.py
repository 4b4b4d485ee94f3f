"""A round that runs, and the links of its letters."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from heliograph.delivery.links import letter_token
from heliograph.network.models import ConfirmationRound

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
OPENED, CLOSES = date(2026, 1, 5), date(2026, 3, 31)


@pytest.fixture
def clock():
    """The clock of the whole process stands at NOW."""
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def term(db):
    """The round of 2026, open from 5 January until 31 March."""
    return ConfirmationRound.objects.create(opens_on=OPENED, closes_on=CLOSES, opened_at=NOW)


def link(address, name="confirm", *more, key="confirmation/2026-01-05"):
    """A page behind the link of a letter to an address."""
    return reverse(f"network:{name}", args=[letter_token(address, key, NOW), *more])
