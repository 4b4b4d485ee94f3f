"""The moments of a whole bulletin: a small one of our own, and the real one where it is at hand."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heliograph.bulletin.importing.assembling import assemble
from heliograph.bulletin.importing.draft import DraftItem
from heliograph.bulletin.importing.formats import convert
from tests.bulletin.reading.reading_of import facts, read

REAL = Path(
    os.environ.get("HELIOGRAPH_BULLETIN", Path(__file__).parents[4] / "shared" / "bulletins" / "info-flash-22.txt")
)
P = "Europe/Paris"
EXPECTED = (
    [
        ("event", "2026-03-31", "2026-04-02", "Asia/Shanghai"),
        ("deadline", "2026-02-01", None, None),
        ("deadline", "2026-01-26", None, None),
        ("deadline", "2026-02-01", None, None),
        ("deadline", "2026-01-15", None, None),
        ("event", "2026-01-15T09:30", "2026-01-15T10:30", P),
        ("event", "2026-01-22T15:00", "2026-01-22T16:00", P),
        ("event", "2026-02-02", None, None),
        ("tentative", "2026-02-02", "2026-02-08", None),
    ],
    [
        ("event", "2026-01-20T10:00", None, P),
        ("event", "2026-01-21T13:00", None, P),
        ("event", "2026-01-20T17:00", None, P),
    ],
    [("event", "2025-11-12", "2025-11-14", "America/Santo_Domingo")],
    [
        ("deadline", "2026-01-31", None, None),
        ("deadline", "2026-03-31", None, None),
        ("event", "2026-04-01", "2026-12-31", None),
    ],
    [("event", "2025-06-01", "2025-11-30", None)],
    [
        ("event", "2026-01-23", None, P),
        ("event", "2026-01-23T10:00", "2026-01-23T13:00", P),
        ("event", "2026-01-23T15:00", "2026-01-23T17:00", P),
    ],
    [("deadline", "2026-02-15", None, None), ("deadline", "2026-03-30", None, None)],
    [("event", "2026-01-24", None, None), ("event", "2026-01-27", None, None), ("event", "2026-02-21", None, None)],
)


def real_items() -> tuple[DraftItem, ...]:
    return assemble(convert(REAL.read_bytes(), REAL.name), P, datetime(2026, 1, 12, tzinfo=UTC)).items


def warned(item: DraftItem) -> list[str]:
    return sorted({str(each.kind) for each in item.warnings} - {"no-link", "attachment-missing"})


@pytest.mark.skipif(not REAL.exists(), reason="the real bulletin is not at hand")
def test_every_moment_of_the_real_bulletin_is_right() -> None:
    items = real_items()
    assert tuple(facts(item) for item in items) == EXPECTED
    assert [each.lang for each in items[1].moments] == ["en", "fr", "es"]
    assert [each.what for each in items[0].moments] == [
        "attend",
        "register",
        "withdraw",
        "submit-poster",
        "propose",
        "meet",
        "meet",
        "meet",
        "meet",
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the real bulletin is not at hand")
def test_every_doubt_about_the_real_bulletin_is_raised() -> None:
    items = real_items()
    assert warned(items[0]) == ["out-of-step", "to-confirm", "year-missing", "zone-abbreviation"]
    assert [warned(item) for item in items[1:]] == [
        ["year-missing"],
        ["year-missing"],
        [],
        [],
        ["to-confirm"],
        ["to-confirm"],
        [],
    ]
    abbreviations = [each.text for each in items[0].warnings if each.kind == "zone-abbreviation"]
    assert abbreviations == [
        "Thursday 15 January 2026 from 9:30 to 10:30 (CEST, Paris Time)",
        "Thursday 22 January 2026 from 3:00 to 4:00 pm (CEST, Paris Time)",
    ]
    assert len([each for each in items[0].warnings if each.kind == "out-of-step"]) == 3


def test_the_same_facts_in_other_words_are_read_alike() -> None:
    text = """## Day of Education
We hold a gathering in Paris on 23 January 2026.
- **Morning | 10:00 - 13:00 (Paris time)**
- **Afternoon | 15:00 - 17:00 (Paris time)**
  - Held online. The link to register will be on our pages in the coming days."""
    assert facts(read(text)) == EXPECTED[5]


def test_three_days_to_celebrate_are_three_events() -> None:
    days = {"Education": "24 January 2026", "Remembrance": "27 January 2026", "Mother Languages": "21 February 2026"}
    text = "\n".join(f"**Day of {name}**\n{day}" for name, day in days.items())
    assert facts(read(text)) == EXPECTED[7]
