"""A date of an item in the hour that comes twice when the clocks go back: the editor says which of the two is meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heliograph.bulletin.forms import KeptMomentForm
from heliograph.bulletin.instants import stored_fields, wall_of
from heliograph.bulletin.models import ItemMoment

PARIS = "Europe/Paris"
TWICE = {"kind": "event", "start_day": "2026-10-25", "start_time": "02:30", "end_time": "02:45", "status": "current"}


def form(**said):
    return KeptMomentForm({**TWICE, **said}, organizer_zone=PARIS)


def test_what_comes_twice_is_asked_for_and_kept_as_it_was_meant():
    asked = form()
    assert not asked.is_valid()
    assert [field.name for field in asked.asked_which()] == ["start_which", "end_which"]
    kept = {}
    for start, end in (("first", "first"), ("first", "second"), ("second", "second")):
        said = form(start_which=start, end_which=end)
        assert said.is_valid(), said.errors
        fields, troubles = stored_fields(said.wall(), PARIS)
        assert troubles == ()
        kept[start, end] = (fields["start"], fields["end"])
        again = wall_of(ItemMoment(**fields))
        assert stored_fields(again, PARIS)[0] == fields
        shown = KeptMomentForm(initial=KeptMomentForm.initial_of(again), organizer_zone=PARIS)
        assert [field.value() for field in shown.asked_which()] == [start, end]
    assert kept["first", "second"] == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 45, tzinfo=UTC),
    )
    assert form(end_time="02:15").errors.keys() == {"start_which", "end_which"}
    assert form(end_time="02:15", start_which="first", end_which="second").is_valid()
    assert form(start_which="second", end_which="first").errors.keys() == {"end_day"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"start_day": "2026-03-29"}, {"start_time", "end_time"}),
        ({"start_time": "", "end_time": ""}, set()),
        ({"zone": "UTC+02:00"}, set()),
        ({"precision": "week"}, set()),
        ({"start_time": "01:30", "end_which": "second"}, set()),
    ],
)
def test_only_what_the_clocks_show_twice_is_asked_for_and_what_they_skip_is_refused(said, wrong):
    assert form(**said).errors.keys() == wrong
