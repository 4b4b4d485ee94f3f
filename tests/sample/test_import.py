"""What the importer makes of the sample's documents, on days in winter and in summer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest

from heliograph.bulletin.importing import Draft, read_file
from heliograph.sample.bulletins import as_markdown, build_document, document_name, earlier_issues
from heliograph.sample.sources import edition

DAYS = [date(2026, 1, 14), date(2026, 7, 15)]


def read(document: bytes, name: str, today: date) -> Draft:
    return read_file(BytesIO(document), name, now=datetime.combine(today, time(9), UTC))


@pytest.mark.parametrize("today", DAYS)
def test_the_document_is_read_back_as_it_was_written(today: date) -> None:
    draft, written = read(build_document(today), document_name(), today), edition(22, "en", today)
    assert (draft.number, draft.title, draft.language) == ("22", written.title, "en")
    assert draft.introduction == written.introduction
    assert [(item.label, item.title) for item in draft.items] == [(item.label, item.title) for item in written.items]
    assert [len(item.pictures) for item in draft.items] == [0] * 7 + [3]


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
