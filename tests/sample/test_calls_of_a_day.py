"""The calls of the sample on other days, and a bulletin without anybody who could confirm them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.bulletin.models import Issue
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.sample import staging
from heliograph.sample.calls import sample_calls
from heliograph.sample.staging import stage_answers, stage_bulletin
from tests.sample.test_calls import AT, make_people


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, monkeypatch):
    """Files aside, and no library: its documents say nothing of dates, and are typeset one by one."""
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(staging, "load_library", lambda calls, by, at: 0)


@pytest.mark.parametrize("day", [12, 18])
def test_every_call_can_be_answered_for_ten_days_from_whatever_day_it_is_loaded_on(db, day):
    at = datetime(2026, 1, day, 21, tzinfo=UTC)
    make_people()
    stage_bulletin(at)
    ends = [dates_of(call).until(DeadlineKind.CLOSES) for call in sample_calls(22).values()]
    assert (len(ends), [end for end in ends if end is not None and end < at + timedelta(days=10)]) == (7, [])


def test_without_the_network_the_bulletin_is_staged_alone(db):
    stage_bulletin(AT)
    assert (Issue.objects.get(number=22).items.count(), Call.objects.count(), stage_answers(AT)) == (8, 0, 0)
