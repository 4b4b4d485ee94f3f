"""The log of an event in words."""

from __future__ import annotations

import re

from heliograph.events.registering.making import CLOSING, OPENED
from heliograph.events.scheduling.entries import WORDS
from tests.architecture.house import PACKAGE


def test_whatever_is_written_into_the_log_of_an_event_is_told_in_words() -> None:
    written = {OPENED, CLOSING}
    for file in (PACKAGE / "events").rglob("*.py"):
        written |= set(re.findall(r'\blog\(\w+, "([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert {"create", "floor", "captions"} < written
    assert written == set(WORDS)
