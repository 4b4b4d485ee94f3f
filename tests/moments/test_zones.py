"""Zones: their names, abbreviations in force, clock changes, towns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.moments.abbreviations import in_force
from heliograph.moments.places import zone_of
from heliograph.moments.zones import Fold, fold_of, instant, offset_name, zone_info

WALLS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 30))  # noqa: DTZ001
ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC-12:00", "UTC+05:30"]
)


@given(wall=WALLS, zone=ZONES)
def test_a_wall_time_comes_back_from_its_instant_unless_the_clock_never_shows_it(wall: datetime, zone: str) -> None:
    wall = wall.replace(microsecond=0, fold=0)
    back = instant(wall, zone).astimezone(zone_info(zone)).replace(tzinfo=None, fold=0)
    assert (back == wall) == (fold_of(wall, zone) is not Fold.GAP)


@pytest.mark.parametrize(("minutes", "name"), [(0, "UTC"), (120, "UTC+02:00"), (-210, "UTC-03:30"), (345, "UTC+05:45")])
def test_an_offset_has_a_name_that_is_read_back(minutes: int, name: str) -> None:
    offset = datetime(2026, 1, 1, tzinfo=zone_info(name)).utcoffset()
    assert (offset_name(minutes), offset) == (name, timedelta(minutes=minutes))


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
