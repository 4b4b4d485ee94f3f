"""An editor at the desk, a draft to review, an issue to work on."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.bulletin import review
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import ImportedDraft
from tests.bulletin.drafts import DRAFT, SOURCE


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as travel:
        yield travel


@pytest.fixture
def draft(secretary, now):
    """The small draft of ``drafts``, waiting for its review."""
    data = {**review.as_data(DRAFT), "date": "2026-01-12", "files": {}}
    return ImportedDraft.objects.create(owner=secretary, created_at=now, name="news.txt", source=SOURCE, data=data)


@pytest.fixture
def issue(db, now):
    return save_draft(DRAFT, {}, "news.txt", None, now)


@pytest.fixture
def item(issue):
    return issue.items.get(slug="spring-meeting")
