"""The list of countries, read without a database."""

from __future__ import annotations

from collections import Counter
from zoneinfo import available_timezones

import pytest

from heliograph.network.countries import Region, all_countries, country, country_name


def test_every_country_has_one_region_and_a_zone_of_the_database() -> None:
    countries = all_countries()
    assert Counter(one.status for one in countries) == {"member": 194, "associate": 12, "none": 3}
    assert {one.region for one in countries} == set(Region)
    assert {one.zone for one in countries} <= available_timezones()
    assert [one.code for one in countries] == sorted({one.code for one in countries})


def test_a_country_is_found_by_its_code() -> None:
    kenya = country("ke")
    assert (kenya.code, kenya.alpha3, kenya.m49, kenya.region) == ("KE", "KEN", "404", Region.AFRICA)
    assert (kenya.zone, kenya.languages[0]) == ("Africa/Nairobi", "sw")
    assert country("UZ").also is Region.EUROPE_NORTH_AMERICA


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        country("XX")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Egypt"), ("fr", "Égypte"), ("es", "Egipto"), ("ar", "مصر"), ("ru", "Египет"), ("xx", "Egypt")],
)
def test_a_country_is_named_in_the_readers_language(language: str, name: str) -> None:
    assert country_name("EG", language) == name
