# ruff: noqa: DTZ001 (wall times are naive by nature)
"""From the wall clock to stored instants and back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.bulletin.instants import NoSuchTime, instant, stored_fields, zone_for

WINTER = datetime(2026, 1, 15, 9, 30)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("UTC+02:00", "Etc/GMT-2"),
        ("UTC-3", "Etc/GMT+3"),
        ("GMT+14:00", "Etc/GMT-14"),
        ("UTC+00:00", "UTC"),
        ("AoE", "Etc/GMT+12"),
        ("UTC+05:30", "Asia/Kolkata"),
        ("UTC-09:30", "Pacific/Marquesas"),
        ("UTC-03:30", "America/St_Johns"),
    ],
)
def test_zone_is_stored_by_its_iana_name(words, name):
    assert zone_for(words, WINTER) == name


@pytest.mark.parametrize("words", ["Mars/Olympus", "UTC+15:00", "UTC+01:17", ""])
def test_unknown_zone_is_refused(words):
    with pytest.raises(NoSuchTime, match="zone"):
        zone_for(words, WINTER)


def test_offset_of_broken_hours_counts_only_while_it_holds():
    assert zone_for("UTC-02:30", datetime(2026, 7, 1)) == "America/St_Johns"
    with pytest.raises(NoSuchTime):
        zone_for("UTC-02:30", WINTER)


def test_time_in_a_gap_moves_forward_and_is_told():
    found = instant(datetime(2026, 3, 29, 2, 30), "Europe/Paris")
    assert (found.at, found.trouble) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "dst-gap")


def test_time_in_a_fold_is_the_first_of_both_and_is_told():
    found = instant(datetime(2026, 10, 25, 2, 30), "Europe/Paris")
    assert (found.at, found.trouble) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "dst-fold")


def test_day_begins_in_the_zone_it_is_named_for():
    fields, troubles = stored_fields(
        {"kind": "deadline", "start": "2026-02-01", "zone": None, "date_only": True}, "Europe/Paris"
    )
    assert (fields["start"], fields["zone"], fields["precision"], fields["zone_assumed"], troubles) == (
        datetime(2026, 1, 31, 23, tzinfo=UTC),
        "Europe/Paris",
        "day",
        True,
        (),
    )


def test_moment_without_a_date_keeps_its_words():
    fields, _troubles = stored_fields(
        {"kind": "tentative", "start": None, "text": "shortly", "precision": "month"}, "Europe/Paris"
    )
    assert (fields["start"], fields["zone"], fields["text"]) == (None, "Europe/Paris", "shortly")


@pytest.mark.parametrize("part", ["start", "end", "opens"])
def test_impossible_date_names_its_part(part):
    with pytest.raises(NoSuchTime, match=part):
        stored_fields({"kind": "event", part: "2026-02-30"}, "Europe/Paris")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC+02:00", "AoE"]),
)
def test_instant_reads_back_as_the_same_wall_time(wall, zone):
    found = instant(wall, zone)
    back = found.at.astimezone(ZoneInfo(found.zone)).replace(tzinfo=None)
    assert back == wall or found.trouble == "dst-gap"
