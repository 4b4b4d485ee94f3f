"""The generated network: its counts, its bounds, and that it is the same each time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.sample.checking import digest, problems
from heliograph.sample.cities import populations, towns_by_country
from heliograph.sample.draws import draw, weighted
from heliograph.sample.network import SampleNetwork, sample_network
from heliograph.sample.people import SECRETARIAT, sample_people
from heliograph.sample.school_names import words
from heliograph.sample.shares import CEILING, FLOOR, share_out
from heliograph.texts.languages import CONTENT_LANGUAGES

STORED_DIGEST = "c4156fc910511ba6816b7fa226ad083f"


@pytest.fixture(scope="module")
def network() -> SampleNetwork:
    return sample_network()


def test_nothing_is_wrong_with_the_sample(network: SampleNetwork) -> None:
    assert problems(network) == []


def test_the_sample_is_the_same_on_every_machine(network: SampleNetwork) -> None:
    assert digest(network) == STORED_DIGEST


def test_a_fault_is_named(network: SampleNetwork) -> None:
    stray = replace(network.schools[0], email="office@school.example.invalid", zone="Mars/Olympus")
    broken = replace(network, schools=(stray, *network.schools[1:]))
    assert problems(broken) == ["a zone is not in the zone database", "an address is not on example.org"]


def test_schools_are_shared_out_within_the_bounds() -> None:
    shares = share_out(populations())
    assert (len(shares), sum(shares.values()), max(shares.values())) == (180, 12_000, CEILING)
    assert min(shares.values()) >= FLOOR


def test_a_country_can_have_several_zones(network: SampleNetwork) -> None:
    zones = {school.zone for school in network.schools if school.country == "BR"}
    assert {"America/Sao_Paulo", "America/Manaus"} <= zones


def test_every_school_stands_near_one_of_its_countrys_towns(network: SampleNetwork) -> None:
    for school in network.schools[::40]:
        towns = towns_by_country()[school.country].cities
        near = [town for town in towns if town.name == school.city and abs(town.latitude - school.latitude) < 0.03]
        assert near


def test_coordinators_read_one_of_the_six_languages_and_two_deputies_are_missing(network: SampleNetwork) -> None:
    assert {one.languages[0] for one in network.coordinators} == set(CONTENT_LANGUAGES)
    assert all(len(set(one.languages)) == len(one.languages) <= 2 for one in network.coordinators)
    assert sum(one.deputy is None for one in network.coordinators) == 2


def test_names_are_correct_in_script_and_some_are_long(network: SampleNetwork) -> None:
    assert all("ـ" not in school.name and school.name.strip() == school.name for school in network.schools)
    arabic = [school.name for school in network.schools if school.name_language == "ar"]
    assert not any(letter.isascii() and letter.isalpha() for name in arabic for letter in name)
    assert sum(len(school.name) >= 60 for school in network.schools) > 500


def test_every_language_has_the_same_themes_and_kinds() -> None:
    assert {(len(told.themes), len(told.kinds)) for told in words().values()} == {(12, 6)}
    assert all("{city}" in text for told in words().values() if told.names_city for text in told.templates)


def test_most_schools_are_active(network: SampleNetwork) -> None:
    counted = Counter(school.status for school in network.schools)
    assert (counted["active"] > 10_000, counted["silent"] > 900, counted["applicant"] > 500) == (True, True, True)


def test_people_hold_one_seat_each(network: SampleNetwork) -> None:
    people = list(sample_people(network))
    assert Counter(one.role.value for one in people) == {
        "secretariat": 1, "regional-office": 5, "coordinator": 180, "deputy": 178, "organizer": 5,
    }  # fmt: skip
    assert people[0].email == SECRETARIAT
    assert len({one.email for one in people}) == len(people)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_draw_belongs_to_its_place(entity: str, field: str) -> None:
    first = draw(entity, field)
    assert 0 <= first < 1
    assert first == draw(entity, field)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.floats(0, 1, exclude_max=True))
def test_a_weighted_draw_is_one_of_the_options(sizes: list[int], at: float) -> None:
    running = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    chosen = weighted(range(len(sizes)), running, at)
    assert running[chosen] >= at * running[-1] >= (running[chosen] - sizes[chosen])
