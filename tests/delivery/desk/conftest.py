"""The clock of the desk stands."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.delivery import topics
from heliograph.delivery.desk.menu import register_desk
from heliograph.delivery.topics import Topic
from heliograph.frame import menu


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as travel:
        yield travel


@pytest.fixture(autouse=True)
def known_topics(monkeypatch):
    """The topics of these tests and no others; the desk's own are there."""
    monkeypatch.setattr(topics, "_topics", {})
    topics.register(Topic("bulletin", "The bulletin", "What schools are asked.", digest=True))
    topics.register(Topic("receipt", "Receipts", "What you have done.", transactional=True))
    topics.register(Topic("code", "Codes", "To sign in.", transactional=True, secret=True))
    monkeypatch.setattr(menu, "_entries", dict(menu._entries))
    register_desk()
