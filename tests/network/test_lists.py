"""How organizations are filtered, counted and placed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heliograph.network import places
from heliograph.network.countries import Region, country_choices, language_choices, language_name
from heliograph.network.figures import Counts, counts_by_country, current_round, fresh_since, total
from heliograph.network.filtering import OrganizationFilter
from heliograph.network.models import ConfirmationRound, Organization
from heliograph.network.states import Learners
from tests.network.factories import NOW, TODAY, school


def filtered(**asked):
    wanted = OrganizationFilter.read(asked)
    return sorted(str(row) for row in wanted.apply(Organization.objects.current(), TODAY))


@pytest.mark.django_db
def test_each_field_filters_by_itself_and_together():
    school("Lomé", themes=["peace"], levels=["primary", "lower-secondary"], confirmed_on=TODAY)
    school("Nairobi", country="KE", city="Nairobi", languages=["en", "sw"], levels=["tvet"])
    school("Candidate", membership="candidate", visibility="hidden")
    assert filtered(level="primary") == ["Candidate", "Lomé"]
    assert filtered(level="lower-secondary") == ["Lomé"]
    assert filtered(language="sw") == ["Nairobi"]
    assert filtered(theme="peace") == ["Lomé"]
    assert filtered(country="KE") == ["Nairobi"]
    assert filtered(region=Region.AFRICA.slug) == ["Candidate", "Lomé", "Nairobi"]
    assert filtered(region=Region.ARAB_STATES.slug) == []
    assert filtered(membership="candidate") == ["Candidate"]
    assert filtered(confirmation="fresh") == ["Lomé"]
    assert filtered(confirmation="stale") == ["Candidate", "Nairobi"]
    assert filtered(q="nairobi", level="tvet") == ["Nairobi"]
    assert filtered(q="nairobi", level="primary") == []


@pytest.mark.django_db
def test_a_language_is_not_found_by_a_part_of_its_tag():
    school("Filipino", languages=["fil"])
    assert filtered(language="fi") == []


def test_what_makes_no_sense_asks_for_nothing():
    read = OrganizationFilter.read({"country": "XX", "level": "a'b", "language": "x" * 30, "q": "  ", "sort": "1"})
    assert read == OrganizationFilter()
    assert OrganizationFilter.read({"country": "KE", "level": "primary"}, "country") == OrganizationFilter(country="KE")
    assert OrganizationFilter(q="a b", level="tvet").query == "q=a+b&level=tvet"


@pytest.mark.django_db
def test_members_are_counted_by_country_with_the_share_that_is_fresh():
    school(confirmed_on=TODAY - timedelta(days=10))
    school(confirmed_on=TODAY - timedelta(days=800), membership="suspended")
    school(membership="candidate", country="KE")
    school(membership="left")
    school(kind="ministry")
    counts = counts_by_country(TODAY)
    assert counts == {"TG": Counts(2, 1, 0), "KE": Counts(0, 0, 1)}
    assert total(counts) == Counts(2, 1, 1)
    assert (total(counts).share, counts["KE"].share) == (50, None)


@pytest.mark.django_db
def test_fresh_is_what_was_confirmed_since_the_last_round_opened():
    assert fresh_since(TODAY) == date(2025, 1, 12)
    ConfirmationRound.objects.create(opens_on=date(2025, 3, 1), closes_on=date(2025, 4, 30), opened_at=NOW)
    running = ConfirmationRound.objects.create(opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 28), opened_at=NOW)
    assert (fresh_since(TODAY), current_round(TODAY)) == (date(2025, 3, 1), running)
    assert (fresh_since(date(2026, 3, 1)), current_round(date(2026, 3, 1))) == (date(2026, 1, 1), None)


def test_a_place_is_found_however_its_name_is_written():
    lome = places.find("tg", "LOME")
    assert lome is not None
    assert (lome.name, lome.zone, round(lome.latitude)) == ("Lomé", "Africa/Lome", 6)
    assert places.find("KE", "Lomé") is None
    brasil = places.find("BR", "Manaus")
    assert brasil is not None
    assert brasil.zone == "America/Manaus"
    assert places.towns("TG")[0] == "Lomé"


def test_names_of_languages_and_countries_are_in_the_readers_language_and_order():
    assert (language_name("pt-BR", "fr"), language_name("xx", "fr")) == ("portugais", "xx")
    french = [name for _code, name in country_choices("fr")]
    assert french.index("Égypte") < french.index("Fidji") < french.index("Zimbabwe")
    assert ("sw", "Swahili") in language_choices("en")


@pytest.mark.parametrize(
    ("number", "band"), [(0, "1-49"), (49, "1-49"), (50, "50-99"), (1999, "1000-1999"), (9000, "2000+")]
)
def test_a_number_of_learners_lies_in_one_range(number, band):
    assert Learners.of(number) == band
