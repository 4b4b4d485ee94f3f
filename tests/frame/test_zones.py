"""The choice of a zone, and who reads."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from django.test import RequestFactory
from django.utils import translation

from heliograph.frame.reader import Reader, read
from heliograph.frame.zones import COMMON, choices, names, options

WINTER, SUMMER = datetime(2026, 1, 12, 9, 30, tzinfo=UTC), datetime(2026, 7, 12, 9, 30, tzinfo=UTC)


def test_every_zone_offered_exists():
    assert set(COMMON) <= available_timezones()
    assert len(COMMON) == len(set(COMMON))


def test_offsets_are_those_of_the_day_west_to_east():
    labels = {choice.name: choice.label for choice in choices("en", WINTER, None)}
    assert labels["Europe/Paris"] == "Paris time (UTC+01:00)"
    assert labels["Asia/Kathmandu"] == "Kathmandu time (UTC+05:45)"
    assert labels["Pacific/Honolulu"] == "Honolulu time (UTC-10:00)"
    assert {c.name: c.label for c in choices("en", SUMMER, None)}["Europe/Paris"] == "Paris time (UTC+02:00)"
    assert next(iter(labels)) == "Pacific/Honolulu"


def test_the_reader_s_own_zone_is_offered_even_where_it_is_rare():
    assert 'value="Europe/Ljubljana" selected' in options("en", WINTER, "Europe/Ljubljana")
    assert "Europe/Ljubljana" not in options("en", WINTER, None)


@pytest.mark.parametrize("present", [None, "Europe/Ljubljana", "Asia/Seoul"])
def test_a_form_offers_every_zone_that_is_kept_today_once(present):
    offered = [choice.name for choice in choices("en", WINTER, present)]
    assert len(offered) == len(set(offered))
    assert set(offered) == {*names(), "UTC"}


@pytest.mark.parametrize(
    "name",
    ["America/Lima", "Europe/Kyiv", "Asia/Ho_Chi_Minh", "Africa/Lome", "Asia/Kolkata", "America/Nuuk", "Asia/Yangon"],
)
def test_zones_are_offered_under_their_present_names(name):
    assert name in names()
    assert not {"Europe/Kiev", "Asia/Saigon", "Asia/Calcutta", "America/Godthab", "Asia/Rangoon"} & set(names())


def test_those_that_are_not_common_stand_by_the_name_of_their_town():
    others = [choice.label for choice in choices("en", WINTER, None) if choice.name not in COMMON]
    initials = "".join(label[0] for label in others if label[0] in "BCD")
    assert initials == "".join(sorted(initials))


def test_labels_are_in_the_reader_s_language():
    with translation.override("fr"):
        labels = {choice.name: choice.label for choice in choices("fr", WINTER, None)}
    assert "Séoul" in labels["Asia/Seoul"]


@pytest.mark.parametrize(
    ("address", "cookies", "accepted", "expected"),
    [
        ("/", {}, "", Reader(("en",), None)),
        ("/", {}, "fr-CA,ar;q=0.7", Reader(("fr", "ar", "en"), None)),
        ("/", {"lang": "es"}, "fr", Reader(("es", "fr", "en"), None)),
        ("/?lang=ar", {"lang": "es"}, "fr", Reader(("ar", "es", "fr", "en"), None)),
        ("/?lang=xx", {}, "tlh", Reader(("en",), None)),
        ("/?lang=%00&zone=%00", {"lang": "\u0000", "zone": "../etc/passwd"}, "*;q=x,,", Reader(("en",), None)),
        ("/?zone=Asia/Seoul", {"zone": "Africa/Lome"}, "", Reader(("en",), "Asia/Seoul")),
        ("/?zone=Nowhere", {"zone": "Africa/Lome"}, "", Reader(("en",), "Africa/Lome")),
    ],
)
def test_who_reads(address, cookies, accepted, expected):
    request = RequestFactory().get(address, headers={"Accept-Language": accepted})
    request.COOKIES = cookies
    assert read(request) == expected
