"""Which records look like one school, and which do not."""

from __future__ import annotations

import time

import pytest

from heliograph.network.merging.apart import take_back, tell_apart
from heliograph.network.merging.finding import duplicates_of, pairs_in
from heliograph.network.merging.names import core, plain_web
from heliograph.network.models import Organization
from tests.network.factories import NOW, TODAY, school

pytestmark = pytest.mark.django_db


def found(country="TG"):
    """The pairs of a country by name, with the reasons."""
    names = dict(Organization.objects.values_list("pk", "name"))
    pairs = pairs_in(Organization.objects.current().in_country(country))
    return {(names[each.one], names[each.other]): [str(why) for why in each.likeness.reasons] for each in pairs}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École primaire Saint-Joseph", "ECOLE PRIMAIRE SAINT JOSEPH"),
        ("The Lycée of Tokoin", "Lycée de Tokoin"),
        ("Escuela Gabriela Mistral", "Escuelas «Gabriela Mistral»"),
        ("مدرسة السلام", "مدرسه سلام"),
        ("和平学校", "和平"),
        ("Школа Мира", "МИРА"),
    ],
)
@pytest.mark.every_case
def test_marks_case_order_and_words_for_school_do_not_tell_names_apart(one, other):
    assert core(one) == core(other)


def test_a_name_of_nothing_but_idle_words_keeps_them():
    assert core("The School") == ("school", "the")
    assert core("…") == ()


def test_two_writings_of_a_web_address_are_one():
    assert plain_web("https://www.Example.org/") == plain_web("http://example.org") == "example.org"
    assert plain_web("") == ""


def test_the_same_name_in_one_town_is_found_and_in_another_town_is_not():
    school("École primaire Saint-Joseph", city="Lomé")
    school("ecole primaire ST. JOSEPH", city="Lome", name_en="Ecole primaire Saint Joseph")
    school("École primaire Saint-Joseph", city="Kara")
    assert found() == {
        ("École primaire Saint-Joseph", "ecole primaire ST. JOSEPH"): ["the same name", "the same town"],
    }


def test_a_misspelt_name_is_found_and_another_word_or_another_number_is_not():
    school("Lycée de Tokoin")
    school("Lycée Tokoim")
    school("Lycée du Jardin")
    school("Lycée numéro 4")
    school("Lycée numéro 5")
    assert found() == {("Lycée de Tokoin", "Lycée Tokoim"): ["nearly the same name", "the same town"]}


def test_a_shared_mailbox_or_web_address_counts_with_the_town_and_not_alone():
    school("Lycée A", email="office@example.org", web="https://www.a.example.org/")
    school("Collège B", email="Office@example.org", web="")
    school("Institut C", email="", web="http://a.example.org", city="Kara")
    assert found() == {("Lycée A", "Collège B"): ["the same e-mail address", "the same town"]}


def test_two_places_on_the_map_that_are_one_count_where_the_towns_are_written_otherwise():
    school("Lycée de Tokoin", city="Lomé", latitude=6.1319, longitude=1.2228)
    school("Lycée Tokoin", city="Lomé-Tokoin", latitude=6.1320, longitude=1.2229)
    assert list(found().values()) == [["the same name", "the same place on the map"]]


def test_what_is_merged_and_what_is_of_another_country_is_left_alone():
    one = school("Lycée de Tokoin")
    school("Lycée de Tokoin", merged_into=one)
    school("Lycée de Tokoin", country="KE")
    assert found() == {}
    assert duplicates_of(one) == []


def test_two_that_somebody_has_told_apart_are_not_shown_until_that_is_taken_back(secretary):
    one, other = school("Lycée de Tokoin"), school("Lycée Tokoin")
    assert tell_apart(other, one, secretary, NOW)
    assert not tell_apart(one, other, secretary, NOW)
    assert (found(), duplicates_of(one), duplicates_of(other)) == ({}, [], [])
    assert take_back(one, other)
    assert len(found()) == len(duplicates_of(one)) == len(duplicates_of(other)) == 1


def test_of_one_record_the_same_duplicates_are_found_as_in_its_country():
    one = school("Lycée de Tokoin", email="a@example.org", confirmed_on=TODAY)
    same = school("lycee TOKOIN", city="Kara", email="A@example.org")
    near = school("Lycée Tokoim")
    school("Collège du Jardin")
    assert {each.other for each in duplicates_of(one)} == {same.pk, near.pk}
    assert {each.one for each in pairs_in(Organization.objects.in_country("TG"))} == {one.pk}


def test_six_hundred_schools_of_one_town_are_compared_quickly_and_by_two_queries(django_assert_num_queries):
    Organization.objects.bulk_create(
        Organization(
            identifier=f"B-{number}",
            name=f"Lycée Numéro {number}",
            country="TG",
            city="Lomé",
            web="https://example.org",
        )
        for number in range(600)
    )
    begun = time.perf_counter()
    with django_assert_num_queries(2):
        assert pairs_in(Organization.objects.current().in_country("TG")) == []
    assert time.perf_counter() - begun < 1
