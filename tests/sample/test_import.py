"""What the importer makes of the sample's documents, on days in winter and in summer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest

from heliograph.bulletin.importing import Draft, read_file
from heliograph.sample.bulletins import as_markdown, build_document, document_name, earlier_issues
from heliograph.sample.moving import calendar
from heliograph.sample.sources import edition

DAYS = [date(2026, 1, 14), date(2026, 7, 15), date(2026, 10, 20), date(2026, 12, 30)]


def read(document: bytes, name: str, today: date) -> Draft:
    return read_file(BytesIO(document), name, now=datetime.combine(today, time(9), UTC))


@pytest.mark.parametrize("today", DAYS)
def test_the_document_is_read_back_as_it_was_written(today: date) -> None:
    draft, written = read(build_document(today), document_name(), today), edition(22, "en", today)
    assert (draft.number, draft.title, draft.language) == ("22", written.title, "en")
    assert draft.introduction == written.introduction
    assert [(item.label, item.title) for item in draft.items] == [(item.label, item.title) for item in written.items]
    assert [len(item.pictures) for item in draft.items] == [0] * 7 + [3]


@pytest.mark.parametrize("today", DAYS)
def test_every_moment_is_found_where_it_was_moved_to(today: date) -> None:
    def on(printed: str, clock: str = "") -> str:
        return calendar(today, "en").move(date.fromisoformat(printed)).isoformat() + clock

    items = read(build_document(today), document_name(), today).items
    conference, webinars, roadmap, _exchange, _winds, youth, consultation, _days = (
        [(moment.kind.value, moment.start, moment.end) for moment in item.moments] for item in items
    )
    assert conference[:7] == [
        ("event", on("2026-03-31"), on("2026-04-02")),
        ("deadline", on("2026-02-01"), None),
        ("deadline", on("2026-01-26"), None),
        ("deadline", on("2026-02-01"), None),
        ("deadline", on("2026-01-29"), None),
        ("event", on("2026-01-15", "T09:30"), on("2026-01-15", "T10:30")),
        ("event", on("2026-01-22", "T15:00"), on("2026-01-22", "T16:00")),
    ]
    assert webinars == [
        ("event", on("2026-01-20", "T10:00"), None),
        ("event", on("2026-01-21", "T13:00"), None),
        ("event", on("2026-01-20", "T17:00"), None),
    ]
    assert roadmap == [("event", on("2025-11-12"), on("2025-11-14"))]
    assert youth[-2:] == [
        ("event", on("2026-01-23", "T10:00"), on("2026-01-23", "T13:00")),
        ("event", on("2026-01-23", "T15:00"), on("2026-01-23", "T17:00")),
    ]
    assert consultation[-2:] == [("deadline", on("2026-02-15"), None), ("deadline", on("2026-03-30"), None)]


@pytest.mark.parametrize("today", DAYS)
def test_both_abbreviations_that_are_not_in_force_are_flagged(today: date) -> None:
    items = read(build_document(today), document_name(), today).items
    flagged = [place for place, item in enumerate(items) for one in item.warnings if one.kind == "zone-abbreviation"]
    assert flagged == [0, 0]


def test_what_is_said_to_be_attached_is_missed() -> None:
    draft = read(build_document(DAYS[0]), document_name(), DAYS[0])
    warnings = [(place, warning) for place, item in enumerate(draft.items) for warning in item.warnings]
    missed = [(place, warning.text) for place, warning in warnings if warning.kind == "attachment-missing"]
    assert missed == [(0, "Guidelines attached"), (3, "Concept note attached")]


@pytest.mark.parametrize("place", [0, 1])
def test_an_earlier_issue_is_read_back_from_markdown(place: int) -> None:
    written = earlier_issues(DAYS[0])[place]["en"]
    draft = read(as_markdown(written).encode(), "earlier.md", DAYS[0])
    assert (draft.number, draft.title) == (str(written.number), written.title)
    assert [(item.label, item.title) for item in draft.items] == [(item.label, item.title) for item in written.items]
