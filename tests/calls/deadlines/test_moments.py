# ruff: noqa: DTZ001 (wall times are naive by nature)
"""Days and times of every zone: clock changes, days that begin at one o'clock, a day that was left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.calls.deadlines.moments import Moment, at_minute, later, on_day, sometime
from heliograph.moments.zones import Fold, fold_of
from heliograph.network.states import Refused

ZONES = [
    "Europe/Paris", "America/Sao_Paulo", "America/Asuncion", "America/Havana", "Africa/Cairo", "Asia/Beirut",
    "Asia/Gaza", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati",
    "UTC",
]  # fmt: skip
DAYS = st.dates(date(2010, 1, 1), date(2037, 12, 30))


def local(at, zone):
    return at.astimezone(ZoneInfo(zone))


@given(day=DAYS, zone=st.sampled_from(ZONES))
def test_a_day_holds_every_minute_of_itself_and_none_of_its_neighbours(day, zone):
    if (zone, day) == ("Pacific/Apia", date(2011, 12, 30)):
        return
    found = on_day(day, zone)
    assert local(found.at, zone).date() == day
    assert local(found.until - timedelta(minutes=1), zone).date() == day
    assert local(found.until, zone).date() > day
    assert local(found.at - timedelta(minutes=1), zone).date() < day
    assert timedelta(hours=22) < found.until - found.at < timedelta(hours=26)


@given(day=DAYS, minute=st.integers(0, 24 * 60 - 1), zone=st.sampled_from(ZONES))
def test_a_time_comes_back_as_it_was_written_or_is_refused_because_the_clocks_change(day, minute, zone):
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    if fold_of(wall, zone) != Fold.PLAIN:
        with pytest.raises(Refused):
            at_minute(wall, zone)
        return
    found = at_minute(wall, zone)
    assert (found.wall(), found.at) == (wall, found.until)


def test_the_day_that_samoa_left_out_is_refused_and_the_one_before_ends_with_it():
    with pytest.raises(Refused, match="does not exist"):
        on_day(date(2011, 12, 30), "Pacific/Apia")
    assert on_day(date(2011, 12, 29), "Pacific/Apia").until == on_day(date(2011, 12, 31), "Pacific/Apia").at


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        (datetime(2026, 3, 29, 2, 30), "does not exist"),
        (datetime(2026, 10, 25, 2, 30), "an hour later"),
    ],
)
def test_a_time_in_the_night_of_a_clock_change_is_refused_with_what_helps(wall, words):
    with pytest.raises(Refused, match=words):
        at_minute(wall, "Europe/Paris")


def test_a_day_on_which_the_clocks_change_at_midnight_begins_at_one():
    found = on_day(date(2018, 11, 4), "America/Sao_Paulo")
    assert (found.at, found.until) == (datetime(2018, 11, 4, 3, tzinfo=UTC), datetime(2018, 11, 5, 2, tzinfo=UTC))


@pytest.mark.parametrize("moment", [later("", "UTC"), sometime(date(2026, 3, 12), "month", "UTC")])
def test_what_is_to_be_announced_has_no_instant(moment):
    assert (moment.at, moment.until, moment.wall()) == (None, None, None)


@pytest.mark.parametrize(
    ("precision", "first"),
    [
        ("week", date(2026, 8, 25)),
        ("ten-days", date(2026, 8, 21)),
        ("half-month", date(2026, 8, 16)),
        ("month", date(2026, 8, 1)),
        ("half-year", date(2026, 7, 1)),
    ],
)
def test_about_when_it_will_be_is_a_stretch_of_days(precision, first):
    assert sometime(date(2026, 8, 25), precision, "UTC").about == first


@pytest.mark.parametrize(
    "moment", [later("", "UTC"), later("2026-03-01", "UTC"), Moment(None, None, "UTC", "month", "in spring")]
)
def test_words_of_before_name_no_day(moment):
    assert moment.about is None
    assert on_day(date(2026, 3, 1), "UTC").about is None
