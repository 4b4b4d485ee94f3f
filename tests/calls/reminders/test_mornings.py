"""Nine o'clock comes once a day to every zone, whatever its clocks do; days are counted as its people count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.calls.reminders.mornings import CAUGHT_UP, HOUR, days_left, last_day, morning_of, mornings, slots, zones

INSTANTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
ZONES = st.sampled_from(zones())


@given(zone=ZONES, day=DAYS)
def test_every_zone_has_its_morning_at_one_slot(zone, day):
    slot = morning_of(day, zone)
    assert mornings(slot)[zone] == day
    assert slot.astimezone(ZoneInfo(zone)).time() == HOUR


@settings(max_examples=8)
@given(zone=ZONES, day=DAYS)
def test_a_morning_comes_once_a_day(zone, day):
    begins = morning_of(day, zone) - timedelta(hours=12)
    found = [begins + number * timedelta(minutes=15) for number in range(4 * 24)]
    assert sum(zone in mornings(slot) for slot in found) == 1


@given(at=INSTANTS)
def test_the_slots_of_an_instant_are_those_of_the_last_hours(at):
    found = list(slots(at))
    assert found == sorted(found)
    assert found[-1] <= at < found[-1] + timedelta(minutes=15)
    assert at - CAUGHT_UP <= found[0] <= at - CAUGHT_UP + timedelta(minutes=15)
    assert all(slot.minute % 15 == slot.second == slot.microsecond == 0 for slot in found)


@settings(max_examples=8)
@given(at=INSTANTS)
def test_no_reminder_is_written_in_the_evening_or_at_night(at):
    for slot in slots(at):
        for zone in list(mornings(slot))[:3]:
            assert time(9) <= at.astimezone(ZoneInfo(zone)).time() <= time(19) or (at - slot) < timedelta()


@given(closes=INSTANTS, zone=ZONES, days=st.integers(0, 90))
def test_so_many_days_before_the_last_day_so_many_are_left(closes, zone, days):
    day = last_day(closes, zone) - timedelta(days=days)
    assert days_left(closes, day, zone) == days
    if days:
        assert morning_of(day, zone) < closes


@pytest.mark.parametrize(
    ("closes", "zone", "last"),
    [
        ("2026-02-12T23:00", "Europe/Paris", "2026-02-12"),  # the end of the 12th there
        ("2026-02-12T23:00", "Asia/Tokyo", "2026-02-13"),
        ("2026-02-12T23:00", "Pacific/Pago_Pago", "2026-02-12"),
        ("2026-02-12T11:00", "Pacific/Pago_Pago", "2026-02-11"),  # midnight there
        ("2026-02-12T10:59", "Pacific/Kiritimati", "2026-02-13"),
    ],
)
def test_the_last_day_is_the_readers_own(closes, zone, last):
    assert last_day(datetime.fromisoformat(closes).replace(tzinfo=UTC), zone) == date.fromisoformat(last)
