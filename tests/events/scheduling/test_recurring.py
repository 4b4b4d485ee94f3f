"""Standing meetings keep to the clock on the wall, and to their exceptions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from heliograph.events.models import Event, OccurrenceEntry
from heliograph.events.scheduling import recurring, timing
from heliograph.events.scheduling.repeating import MOST, instants, read_rule
from heliograph.events.states import Change
from heliograph.moments.zones import Fold, fold_of
from heliograph.network.states import Refused
from tests.events.factories import DAY, HOUR, event, occurrence
from tests.network.factories import NOW

PARIS = "Europe/Paris"
#: Zones with clock changes by an hour and by half of one, to both sides of the date line, and one that skipped a day.
ZONES = (PARIS, "America/Lima", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")

RULES = ("FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=MO,SU")


def wall(*parts):
    """What a clock on the wall shows."""
    return datetime(*parts)  # noqa: DTZ001


def at(*parts, zone=PARIS):
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def walls(found, zone=PARIS):
    return [each.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M") for each in found]


def given_by(text, start, zone=PARIS, before=NOW + 400 * DAY):
    return instants(read_rule(text), start, zone, before)


def test_a_meeting_stays_at_its_hour_when_the_clocks_change():
    found = given_by("FREQ=WEEKLY;COUNT=3", at(2026, 3, 22, 9))
    assert walls(found) == ["03-22 09:00", "03-29 09:00", "04-05 09:00"]
    assert [later - earlier for earlier, later in pairwise(found)] == [7 * DAY - HOUR, 7 * DAY]


def test_a_time_that_the_clocks_skip_is_where_the_clock_would_have_gone_on():
    found = given_by("FREQ=DAILY;COUNT=3", at(2026, 3, 28, 2, 30))
    assert walls(found) == ["03-28 02:30", "03-29 03:30", "03-30 02:30"]


def test_of_a_time_that_comes_twice_the_first_is_meant():
    found = given_by("FREQ=DAILY;COUNT=2", at(2026, 10, 24, 2, 30))
    assert found[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["01-20 15:00", "01-30 15:00", "02-27 15:00"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260217T140000Z", ["01-20 15:00", "02-03 15:00", "02-17 15:00"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260203", ["01-20 15:00", "01-27 15:00", "02-03 15:00"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260203T145959", ["01-20 15:00", "01-27 15:00"]),
        ("RRULE:freq=yearly;count=1", ["01-20 15:00"]),
    ],
)
def test_rules_give_their_times_and_the_first_is_always_one(text, expected):
    assert walls(given_by(text, at(2026, 1, 20, 15))) == expected


@pytest.mark.parametrize(
    "text",
    ["", "often", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=2;UNTIL=20260101",
     "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;UNTIL=20261399", "FREQ=WEEKLY;BYDAY=MON"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(Refused):
        read_rule(text)


def test_a_rule_without_an_end_gives_so_many_at_most():
    assert len(given_by("FREQ=DAILY", NOW, before=NOW + 5000 * DAY)) == MOST


@given(
    start=st.datetimes(wall(2011, 12, 1), wall(2030, 1, 1)),
    zone=st.sampled_from(ZONES),
    rule=st.sampled_from(RULES),
)
@example(wall(2026, 3, 28, 2, 30), PARIS, "FREQ=DAILY")
@example(wall(2026, 4, 4, 1, 45), "Australia/Lord_Howe", "FREQ=DAILY")
@example(wall(2011, 12, 29, 23, 30), "Pacific/Apia", "FREQ=DAILY")
def test_each_time_shows_the_same_clock_unless_the_clocks_skip_it(start, zone, rule):
    first = start.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    shown = first.astimezone(ZoneInfo(zone)).time()
    found = instants(read_rule(rule), first, zone, first + 60 * DAY)
    assert found[0] == first
    assert found == sorted(found)
    for each in found[1:]:
        seen = each.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        meant = [datetime.combine(seen.date() - timedelta(days=days), shown) for days in (0, 1, 2)]
        assert seen.time() == shown or Fold.GAP in {fold_of(each, zone) for each in meant}


@pytest.fixture
def standing(organizer):
    """A meeting at 22 to 1 o'clock in Paris, each week from 20 January 2026 on."""
    one = event(zone=PARIS)
    occurrence(one, at(2026, 1, 20, 22), end=at(2026, 1, 21, 1), place={"en": "Room 4"}, mode="hybrid", rooms=12)
    return recurring.repeat(one, read_rule("FREQ=WEEKLY"), organizer, NOW)


def test_the_times_of_a_standing_meeting_are_rows_up_to_the_horizon(standing):
    rows = list(standing.occurrences.all())
    assert len(rows) == 56
    assert {row.uid for row in rows} == {standing.public_id}
    assert {row.end - row.start for row in rows} == {3 * HOUR}
    assert {(row.rooms, str(row.place)) for row in rows} == {(12, "Room 4")}
    assert all(row.start == row.original_start for row in rows)
    assert not OccurrenceEntry.objects.filter(told_at=None).exists()


def test_the_horizon_moves_on_with_the_clock_and_nothing_is_made_twice(standing):
    assert recurring.extend_all(NOW) == 0
    assert recurring.extend_all(NOW + 14 * DAY) == 2
    assert recurring.extend_all(NOW + 14 * DAY) == 0


def test_exceptions_stay_exceptions(standing, organizer):
    second, third = standing.occurrences.all()[1:3]
    timing.cancel(second, "A holiday.", organizer, NOW)
    timing.change_time(third, {"start": third.start + DAY, "end": third.end + DAY}, organizer, NOW)
    assert recurring.extend_all(NOW) == 0
    third.refresh_from_db()
    assert (third.original_start, third.uid) == (third.start - DAY, standing.public_id)


def test_another_rule_cancels_what_it_does_not_give_and_people_are_told(standing, organizer):
    moved = recurring.end_on(standing, date(2026, 2, 3), organizer, NOW)
    assert moved.recurrence == "FREQ=WEEKLY;UNTIL=20260203T225959Z"
    states = list(standing.occurrences.values_list("state", flat=True))
    assert (states[:3], set(states[3:])) == (["confirmed"] * 3, {"cancelled"})
    owed = OccurrenceEntry.objects.filter(told_at=None)
    assert {entry.change for entry in owed} == {Change.CANCELLED}


def test_in_a_draft_what_the_rule_does_not_give_is_gone(organizer):
    one = event(zone=PARIS, status="draft", published_at=None)
    occurrence(one, at(2026, 1, 20, 9))
    recurring.repeat(one, read_rule("FREQ=WEEKLY;COUNT=4"), organizer, NOW)
    recurring.repeat(one, read_rule("FREQ=WEEKLY;COUNT=2"), organizer, NOW)
    assert walls(one.occurrences.values_list("start", flat=True)) == ["01-20 09:00", "01-27 09:00"]


def test_without_a_first_time_nothing_is_repeated(organizer):
    one = event()
    occurrence(one, None, state="tentative")
    with pytest.raises(Refused, match="first time"):
        recurring.repeat(one, read_rule("FREQ=WEEKLY"), organizer, NOW)
    with pytest.raises(Refused, match="not repeated"):
        recurring.end_on(one, date(2026, 2, 3), organizer, NOW)
    assert Event.objects.get().recurrence == ""
