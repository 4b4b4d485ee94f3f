"""The choice of a zone, and who reads."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from django.test import RequestFactory
from django.utils import translation

from heliograph.frame.reader import Reader, read
from heliograph.frame.zones import COMMON, choices

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
    assert "Europe/Ljubljana" in [choice.name for choice in choices("en", WINTER, "Europe/Ljubljana")]
    assert "Europe/Ljubljana" not in [choice.name for choice in choices("en", WINTER, None)]


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
