"""What staff do with a time decides what has happened to it, what calendars learn, and whether letters are owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.calls.desk.editing import Stale
from heliograph.events.models import Occurrence, OccurrenceEntry
from heliograph.events.scheduling import timing
from heliograph.events.states import Change, OccurrenceState
from heliograph.network.states import Refused
from tests.events.factories import HOUR, SOON, event, occurrence
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
WEEK = {"start": None, "end": None, "precision": "week", "words": "2026-02-02", "state": "tentative"}


def last(of):
    entry = OccurrenceEntry.objects.filter(occurrence=of).last()
    return entry.change, entry.told_at is None


def refused(code, act):
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def test_a_new_time_is_noted_and_nobody_is_told(organizer):
    made = timing.add_time(event(), {"start": SOON, "end": SOON + HOUR, "label": {"fr": "en français"}}, organizer, NOW)
    assert (made.state, made.sequence, made.label.data) == ("confirmed", 0, {"fr": "en français"})
    assert last(made) == (Change.MADE, False)


@pytest.mark.parametrize(
    ("first", "fields", "change", "owed"),
    [
        (WEEK, {"start": SOON, "precision": "minute", "words": "", "state": "confirmed"}, Change.CONFIRMED, True),
        (WEEK, {"words": "2026-02-09"}, Change.MOVED, True),
        ({}, {"start": SOON + HOUR, "end": SOON + 2 * HOUR}, Change.MOVED, True),
        ({}, {"end": SOON + 2 * HOUR}, Change.MOVED, True),
        ({}, {"state": "tentative"}, Change.MOVED, True),
        ({}, {"place": {"en": "Lomé"}, "mode": "hybrid"}, Change.MOVED, True),
        (WEEK, {"place": {"en": "Lomé"}}, Change.CHANGED, False),
        (WEEK, {"said": {"en": "soon"}}, Change.CHANGED, False),
        ({}, {"languages": ["fr"], "captions": ["es"]}, Change.CHANGED, False),
    ],
)
def test_what_is_written_decides_what_has_happened(organizer, first, fields, change, owed):
    row = occurrence(**first)
    changed = timing.change_time(row, fields, organizer, NOW)
    assert last(row) == (change, owed)
    assert (changed.sequence, changed.version, changed.uid) == (1, 2, row.uid)


def test_the_same_written_again_is_no_change(organizer):
    row = occurrence()
    timing.change_time(row, {"start": row.start, "languages": ["en"]}, organizer, NOW)
    row.refresh_from_db()
    assert (row.entries.count(), row.version) == (0, 1)


def test_a_link_to_join_is_changed_without_a_word_of_it_anywhere(organizer):
    row = occurrence()
    changed = timing.change_time(row, {"join_link": "https://meet.example.org/other"}, organizer, NOW)
    entry = row.entries.get()
    assert (changed.sequence, entry.change, entry.before, entry.after) == (
        0, Change.CHANGED, {"join_link": None}, {"join_link": None},
    )  # fmt: skip


def test_an_unknown_field_is_a_mistake_of_the_program(organizer):
    with pytest.raises(ValueError, match="uid"):
        timing.change_time(occurrence(), {"uid": "1"}, organizer, NOW)


def test_who_saw_an_older_version_writes_nothing(organizer):
    row = occurrence()
    timing.change_time(row, {"languages": ["fr"]}, organizer, NOW, seen=1)
    with pytest.raises(Stale):
        timing.change_time(row, {"languages": ["es"]}, organizer, NOW, seen=1)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"end": SOON - HOUR}, "end-first"),
        ({"end": SOON}, "end-first"),
        ({"end": SOON + timedelta(days=90)}, "too-long"),
        ({"start": None}, "no-day"),
        ({"precision": "week"}, "no-day"),
        ({"start": None, "state": "tentative"}, "end-alone"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"join_link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(organizer, fields, code):
    row = occurrence()
    refused(code, lambda: timing.change_time(row, fields, organizer, NOW))
    assert Occurrence.objects.get(pk=row.pk).version == 1


def test_it_is_for_those_who_run_the_event(organizer):
    row, stranger = occurrence(), person()
    for act in (
        lambda: timing.add_time(row.event, {"start": SOON}, stranger, NOW),
        lambda: timing.change_time(row, {"languages": []}, stranger, NOW),
        lambda: timing.cancel(row, "why", stranger, NOW),
        lambda: timing.confirm(row, stranger, NOW),
        lambda: timing.restore(row, stranger, NOW),
        lambda: timing.remove_time(row, stranger, NOW),
    ):
        refused("not-yours", act)


def test_a_tentative_time_is_confirmed_once_its_day_is_known(organizer):
    vague, known = occurrence(**WEEK), occurrence(state="tentative")
    refused("no-day", lambda: timing.confirm(vague, organizer, NOW))
    timing.confirm(known, organizer, NOW)
    timing.confirm(known, organizer, NOW)
    assert [entry.change for entry in known.entries.all()] == [Change.CONFIRMED]
    assert last(known) == (Change.CONFIRMED, True)


def test_a_cancelled_time_keeps_its_place_and_can_take_place_after_all_as_certain_as_it_was(organizer):
    row = occurrence(state="tentative")
    refused("reason-missing", lambda: timing.cancel(row, " ", organizer, NOW))
    assert timing.cancel(row, "The hall is flooded.", organizer, NOW).sequence == 1
    assert timing.cancel(row, "Again", organizer, NOW).sequence == 1
    refused("cancelled", lambda: timing.change_time(row, {"languages": []}, organizer, NOW))
    refused("cancelled", lambda: timing.confirm(row, organizer, NOW))
    back = timing.restore(row, organizer, NOW)
    assert (back.state, back.sequence, back.start) == (OccurrenceState.TENTATIVE, 2, SOON)
    assert [entry.change for entry in row.entries.all()] == [Change.CANCELLED, Change.RESTORED]
    assert row.entries.first().reason == "The hall is flooded."


def test_what_is_over_is_neither_cancelled_nor_told_of(organizer):
    past = occurrence(start=NOW - 2 * HOUR)
    refused("over", lambda: timing.cancel(past, "late", organizer, NOW))
    timing.change_time(past, {"end": NOW - HOUR / 2}, organizer, NOW)
    assert last(past) == (Change.MOVED, False)
    timing.change_time(past, {"start": SOON, "end": SOON + HOUR}, organizer, NOW)
    assert last(past) == (Change.MOVED, True)


def test_nobody_is_told_of_a_draft(organizer):
    row = occurrence(event(status="draft", published_at=None))
    timing.change_time(row, {"start": SOON + HOUR, "end": SOON + 2 * HOUR}, organizer, NOW)
    timing.cancel(row, "", organizer, NOW)
    assert {entry.told_at for entry in row.entries.all()} == {NOW}


def test_only_what_nobody_can_know_of_is_removed(organizer):
    draft = event(status="draft", published_at=None)
    fresh, standing, public = occurrence(draft), occurrence(draft, original_start=SOON), occurrence()
    timing.remove_time(fresh, organizer, NOW)
    refused("of-rule", lambda: timing.remove_time(standing, organizer, NOW))
    refused("published", lambda: timing.remove_time(public, organizer, NOW))
    refused("gone", lambda: timing.remove_time(fresh, organizer, NOW))
    assert set(Occurrence.objects.all()) == {standing, public}


def test_an_event_over_the_date_line_is_on_two_days_at_once(organizer):
    start = datetime(2026, 1, 20, 10, 30, tzinfo=UTC)
    row = timing.add_time(event(zone="Pacific/Kiritimati"), {"start": start, "end": start + HOUR}, organizer, NOW)
    assert (row.zone, row.start.astimezone(UTC).day) == ("Pacific/Kiritimati", 20)
