"""The instants that a moment stands for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.moments.abbreviations import in_force
from heliograph.moments.moment import Moment
from heliograph.moments.places import zone_of
from heliograph.moments.precision import Precision
from heliograph.moments.zones import Fold, fold_of

ZONES = st.sampled_from(
    [
        "Europe/Paris",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
        "Pacific/Niue",
        "UTC-12:00",
        "UTC+05:30",
    ]
)


def test_a_day_closes_when_it_ends_in_its_zone() -> None:
    deadline = Moment.read("2026-02-01", None, "Europe/Paris", "day")
    assert (deadline.begins(), deadline.ends()) == (
        datetime(2026, 1, 31, 23, tzinfo=UTC),
        datetime(2026, 2, 1, 23, tzinfo=UTC),
    )


def test_anywhere_on_earth_is_the_last_to_end_a_day() -> None:
    assert Moment.read("2026-02-01", None, "UTC-12:00", "day").ends() == datetime(2026, 2, 2, 12, tzinfo=UTC)


def test_a_minute_is_itself_in_summer_and_winter() -> None:
    assert Moment.read("2026-01-15T09:30", None, "Europe/Paris", "minute").begins() == datetime(
        2026, 1, 15, 8, 30, tzinfo=UTC
    )
    assert Moment.read("2026-07-15T09:30", None, "Europe/Paris", "minute").begins() == datetime(
        2026, 7, 15, 7, 30, tzinfo=UTC
    )


def test_what_is_to_be_confirmed_has_no_instant_and_is_never_over() -> None:
    moment = Moment.read(None, None, "Europe/Paris", "day", "will be confirmed shortly")
    assert (moment.precision, moment.begins(), moment.ends()) == (Precision.UNSETTLED, None, None)
    assert not moment.is_over(datetime(2099, 1, 1, tzinfo=UTC))


@given(day=st.dates(date(2000, 1, 1), date(2037, 12, 30)), zone=ZONES)
def test_days_follow_one_another_without_a_gap(day: date, zone: str) -> None:
    today = Moment(day, zone, Precision.DAY)
    tomorrow = Moment(date.fromordinal(day.toordinal() + 1), zone, Precision.DAY)
    assert today.ends() == tomorrow.begins()


@pytest.mark.parametrize(
    ("start", "precision"),
    [
        (datetime(2026, 1, 1, 9, tzinfo=UTC), Precision.MINUTE),
        (date(2026, 1, 1), Precision.MINUTE),
        (None, Precision.DAY),
    ],
)
def test_a_moment_that_says_two_things_is_refused(start: date | None, precision: Precision) -> None:
    with pytest.raises(ValueError, match=r"wall time|clock times|a moment has"):
        Moment(start, "Europe/Paris", precision)


def test_the_tz_database_says_which_abbreviation_is_in_force() -> None:
    winter, summer = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
    assert [in_force(name, "Europe/Paris", at) for name in ("CET", "CEST") for at in (winter, summer)] == [
        True,
        False,
        False,
        True,
    ]
    assert in_force("EAT", "Africa/Nairobi", winter)
    assert not in_force("BST", "Europe/London", winter)


def test_a_clock_change_skips_an_hour_and_repeats_another() -> None:
    walls = (datetime(2027, 3, 28, 2, 30), datetime(2027, 10, 31, 2, 30), datetime(2027, 3, 28, 3, 30))  # noqa: DTZ001
    assert [fold_of(wall, "Europe/Paris") for wall in walls] == [Fold.GAP, Fold.FOLD, Fold.PLAIN]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Genève", "Europe/Zurich"),
        ("Ginebra", "Europe/Zurich"),
        ("Pékin", "Asia/Shanghai"),
        ("El Cairo", "Africa/Cairo"),
        ("Londres", "Europe/London"),
        ("Kenya", "Africa/Nairobi"),
        ("Slovénie", "Europe/Ljubljana"),
        ("Perú", "America/Lima"),
        ("Washington", "America/New_York"),
        ("Atlantis", None),
    ],
)
def test_a_town_is_known_in_several_languages(name: str, zone: str | None) -> None:
    assert zone_of(name) == zone
