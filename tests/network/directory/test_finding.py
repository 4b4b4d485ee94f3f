"""Who finds which school in the directory, and by what: never by what a school does not show to the one who asks."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from heliograph.network.directory.cards import card
from heliograph.network.directory.finding import found
from heliograph.network.filtering import OrganizationFilter
from tests.network.factories import TODAY, person, school, with_role

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


@pytest.fixture
def schools(db):
    """Togo: one of each visibility, one suspended, a candidate; Kenya: one of which nothing is shown."""
    common = {"levels": ["tvet"], "languages": ["ee"], "themes": ["ocean"]}
    return {
        "full": school("Lycée Alpha", **common),
        "name": school("Lycée Beta", visibility="name", **common),
        "hidden": school("Lycée Gamma", visibility="hidden", **common),
        "suspended": school("Lycée Delta", membership="suspended", **common),
        "candidate": school("Lycée Epsilon", membership="candidate", **common),
        "kenyan": school("Lycée Zeta", country="KE", city="Nairobi", visibility="hidden", **common),
    }


def names(who, **wanted):
    return [one.name.split()[1] for one in found(who, OrganizationFilter(**wanted), TODAY).order_by("sort_key")]


def test_everybody_finds_members_that_agree_to_be_shown(schools):
    assert names(NOBODY) == ["Alpha", "Beta"]
    assert names(NOBODY, q="lycee") == ["Alpha", "Beta"]
    assert names(NOBODY, country="TG", region="africa") == ["Alpha", "Beta"]
    assert names(NOBODY, q="gamma") == []


@pytest.mark.parametrize("wanted", [{"level": "tvet"}, {"language": "ee"}, {"theme": "ocean"}])
def test_what_a_school_keeps_to_itself_finds_it_for_nobody_else(schools, wanted):
    assert names(NOBODY, **wanted) == ["Alpha"]
    assert names(NOBODY, q="beta", **wanted) == []
    abroad = with_role(person(), "coordinator", country="KE")
    assert names(abroad, **wanted) == ["Alpha", "Zeta"]


def test_a_remit_is_found_whole_and_by_everything(schools):
    coordinator = with_role(person(), "coordinator", country="TG")
    own = ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]
    assert names(coordinator) == own
    assert names(coordinator, theme="ocean") == own
    office = with_role(person(), "regional-office", region="Africa")
    assert names(office, level="tvet") == [*own, "Zeta"]
    assert names(with_role(person(), "secretariat"), language="ee") == [*own, "Zeta"]


def test_a_teacher_finds_the_own_school_and_no_other_hidden_one(schools):
    teacher = with_role(person(), "teacher", organization=schools["hidden"])
    assert names(teacher) == ["Alpha", "Beta", "Gamma"]
    assert names(teacher, level="tvet") == ["Alpha", "Gamma"]


def test_commissions_are_no_schools(schools):
    school("Commission Theta", kind="commission")
    assert names(NOBODY) == ["Alpha", "Beta"]


def test_a_form_of_a_language_is_found_by_the_language(db):
    school("Escola Macau", country="MO", languages=["zh-Hant", "pt"])
    assert names(NOBODY, language="zh") == ["Macau"]
    assert names(NOBODY, language="z") == []


def test_a_card_shows_as_much_as_was_agreed(schools):
    shown = card(schools["name"], NOBODY, "en")
    assert (shown.whole, shown.levels, shown.languages, shown.themes) == (False, "", "", "")
    assert shown.place == "Lomé, Togo"
    shown = card(schools["full"], NOBODY, "fr")
    assert (shown.whole, shown.languages, shown.public) == (True, "éwé", True)
    coordinator = with_role(person(), "coordinator", country="TG")
    assert card(schools["name"], coordinator, "en").whole is True
    assert [card(schools[each], coordinator, "en").public for each in schools] == [True, True, *[False] * 4]
