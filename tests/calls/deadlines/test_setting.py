"""Dates are set, replaced, left open, taken away; what was published stays as history."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from heliograph.calls.deadlines.moments import at_minute, later, moment_of, on_day, sometime
from heliograph.calls.deadlines.setting import current, set_date, stamp, take_away
from heliograph.calls.models import Deadline
from heliograph.calls.states import DeadlineKind as D
from heliograph.frame.finished import generation
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
PARIS = "Europe/Paris"


def rows(of, kind=D.CLOSES):
    return list(of.deadlines.filter(kind=kind).order_by("sequence").values_list("sequence", "replaced_at", "until"))


def test_a_draft_is_corrected_in_place_without_history(draft, organizer):
    set_date(draft, D.CLOSES, on_day(date(2026, 2, 1), PARIS), organizer, NOW)
    row = set_date(draft, D.CLOSES, on_day(date(2026, 2, 2), PARIS), organizer, NOW + DAY)
    assert rows(draft) == [(0, None, row.until)]
    assert row.made_at == NOW + DAY


def test_a_published_date_is_replaced_never_overwritten(organizer):
    one = call(closes=NOW + 10 * DAY)
    before = current(one, D.CLOSES)
    row = set_date(one, D.CLOSES, on_day(date(2026, 2, 15), PARIS), organizer, NOW, " More time. ")
    assert rows(one) == [(0, NOW, NOW + 10 * DAY), (1, None, row.until)]
    assert (row.uid, row.reason, row.made_by) == (before.uid, "More time.", organizer)


def test_the_same_date_once_more_changes_nothing(organizer):
    one = call()
    first = set_date(one, D.CLOSES, on_day(date(2026, 2, 15), PARIS), organizer, NOW)
    again = set_date(one, D.CLOSES, on_day(date(2026, 2, 15), PARIS), organizer, NOW + DAY)
    assert (again.pk, one.entries.count()) == (first.pk, 1)


def test_a_date_that_another_has_changed_meanwhile_is_refused(organizer):
    one = call()
    seen = stamp(current(one, D.CLOSES))
    set_date(one, D.CLOSES, on_day(date(2026, 2, 15), PARIS), organizer, NOW, seen=seen)
    with pytest.raises(Refused) as refused:
        set_date(one, D.CLOSES, on_day(date(2026, 2, 20), PARIS), organizer, NOW, seen=seen)
    assert refused.value.code == "changed"
    assert len(rows(one)) == 2


@pytest.mark.parametrize(("kind", "days"), [(D.CLOSES, -2), (D.OPENS, 11)])
def test_a_published_call_cannot_close_before_it_opens(organizer, kind, days):
    one = call(opens=NOW - DAY, closes=NOW + 10 * DAY)
    moment = at_minute((NOW + days * DAY).replace(tzinfo=None), "UTC")
    with pytest.raises(Refused, match="before it opens"):
        set_date(one, kind, moment, organizer, NOW)
    assert len(rows(one, kind)) == 1


def test_a_draft_may_contradict_itself_until_it_is_published(draft, organizer):
    set_date(draft, D.OPENS, on_day(date(2026, 3, 1), PARIS), organizer, NOW)
    set_date(draft, D.CLOSES, on_day(date(2026, 2, 1), PARIS), organizer, NOW)
    assert draft.deadlines.count() == 2


def test_a_date_to_be_announced_keeps_about_when_it_will_be(draft, organizer):
    moment = sometime(date(2026, 3, 12), "month", PARIS)
    row = set_date(draft, D.DECIDE, moment, organizer, NOW)
    assert (row.at, row.until, row.precision, row.words) == (None, None, "month", "2026-03-01")
    assert moment_of(row) == moment
    before = stamp(row)
    assert stamp(set_date(draft, D.DECIDE, sometime(date(2026, 3, 2), "week", PARIS), organizer, NOW)) != before


def test_a_date_taken_away_from_a_draft_is_gone_and_from_a_published_call_is_history(draft, organizer):
    set_date(draft, D.CLOSES, on_day(date(2026, 2, 1), PARIS), organizer, NOW)
    assert take_away(draft, D.CLOSES, organizer, NOW)
    assert not draft.deadlines.exists()
    one = call()
    assert take_away(one, D.CLOSES, organizer, NOW)
    assert rows(one) == [(0, NOW, NOW + 10 * DAY)]
    assert not take_away(one, D.CLOSES, organizer, NOW)


def test_a_date_set_again_after_it_was_taken_away_counts_past_its_cancellation(organizer):
    one = call()
    take_away(one, D.CLOSES, organizer, NOW)
    row = set_date(one, D.CLOSES, on_day(date(2026, 3, 1), PARIS), organizer, NOW)
    assert row.sequence == 2
    assert Deadline.objects.filter(call=one, uid=row.uid).count() == 2


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_the_dates_of_a_call_that_is_over_stay(organizer, status):
    one = call(status=status)
    with pytest.raises(Refused, match="over"):
        set_date(one, D.CLOSES, on_day(date(2026, 3, 1), PARIS), organizer, NOW)
    with pytest.raises(Refused, match="over"):
        take_away(one, D.CLOSES, organizer, NOW)


def test_each_change_is_logged_and_makes_finished_pages_stale(draft, organizer):
    numbers = {generation()}
    for change in (
        lambda: set_date(draft, D.CLOSES, on_day(date(2026, 2, 1), "UTC"), organizer, NOW, "why"),
        lambda: set_date(draft, D.CLOSES, later("soon", "UTC"), organizer, NOW),
        lambda: take_away(draft, D.CLOSES, organizer, NOW),
    ):
        change()
        numbers.add(generation())
    assert len(numbers) == 4
    first, last = "2026-02-01T00:00:00+00:00", "2026-02-02T00:00:00+00:00"
    day = {"at": first, "until": last, "zone": "UTC", "precision": "day", "words": ""}
    soon = {"at": None, "until": None, "zone": "UTC", "precision": "day", "words": "soon"}
    assert list(draft.entries.values_list("verb", "note", "data")) == [
        ("date-set", "why", {"kind": "closes", "before": {}, "after": day}),
        ("date-replaced", "", {"kind": "closes", "before": day, "after": soon}),
        ("date-taken", "", {"kind": "closes", "before": soon, "after": {}}),
    ]


def test_a_clock_that_runs_behind_replaces_nothing_before_it_was_made(organizer):
    one = call()
    set_date(one, D.CLOSES, at_minute(datetime(2026, 3, 1, 12), "UTC"), organizer, NOW + timedelta(hours=1))  # noqa: DTZ001
    set_date(one, D.CLOSES, at_minute(datetime(2026, 3, 2, 12), "UTC"), person(), NOW)  # noqa: DTZ001
    assert [replaced for _number, replaced, _until in rows(one)] == [
        NOW + timedelta(hours=1), NOW + timedelta(hours=1), None,
    ]  # fmt: skip
