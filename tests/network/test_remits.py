"""What somebody answers for, and what he may see because of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from heliograph.network.models import Organization, Person
from heliograph.network.remits import Held, Remit, remit_from
from heliograph.network.rules import (
    forget_remit,
    may_correct,
    may_manage,
    may_manage_organization,
    may_see_whole,
    organizations_of,
    people_visible_to,
    remit_of,
    visible_to,
)
from heliograph.network.states import RoleKind
from tests.network.factories import TODAY, person, school, with_role

pytestmark = pytest.mark.django_db


def names(rows):
    return sorted(str(row) for row in rows)


@pytest.fixture
def lome():
    return school("Lomé school")


@pytest.fixture
def hidden():
    return school("Hidden school", visibility="hidden")


@pytest.fixture
def abroad():
    return school("Hidden abroad", country="KE", visibility="hidden")


@pytest.mark.parametrize(
    ("kind", "place", "remit"),
    [
        (RoleKind.SECRETARIAT, {}, Remit(everything=True)),
        (RoleKind.COORDINATOR, {"country": "TG"}, Remit(countries=frozenset({"TG"}))),
        (RoleKind.DEPUTY, {"country": "TG"}, Remit(countries=frozenset({"TG"}))),
        (RoleKind.FOCAL_POINT, {"organization": 7}, Remit(organizations=frozenset({7}), speaks_for=frozenset({7}))),
        (RoleKind.PRINCIPAL, {"organization": 7}, Remit(organizations=frozenset({7}), speaks_for=frozenset({7}))),
        (RoleKind.TEACHER, {"organization": 7}, Remit(organizations=frozenset({7}))),
        (
            RoleKind.ORGANIZER,
            {"organization": 7, "country": "TG"},
            Remit(organizations=frozenset({7}), organizes=frozenset({7})),
        ),
    ],
)
@pytest.mark.every_case
def test_each_role_has_its_remit(kind, place, remit):
    assert remit_from([Held(kind, place.get("organization"), place.get("country", ""), "")]) == remit


def test_a_regional_office_answers_for_the_countries_of_its_region():
    remit = remit_from([Held(RoleKind.REGIONAL_OFFICE, None, "", "Arab States")])
    assert len(remit.countries) == 19
    assert (remit.manages_country("LB"), remit.manages_country("TG")) == (True, False)


def test_remits_of_several_roles_add_up():
    held = [Held(RoleKind.COORDINATOR, None, "TG", ""), Held(RoleKind.TEACHER, 7, "KE", "")]
    assert remit_from(held) == Remit(countries=frozenset({"TG"}), organizations=frozenset({7}))


def test_everybody_sees_what_is_listed_and_a_coordinator_his_country_besides(coordinator, lome, hidden, abroad):
    assert names(visible_to(AnonymousUser())) == ["Lomé school"]
    assert names(visible_to(coordinator)) == ["Hidden school", "Lomé school"]
    assert names(organizations_of(coordinator)) == ["Hidden school", "Lomé school"]
    assert names(organizations_of(AnonymousUser())) == []


def test_a_teacher_sees_her_own_school_whole_and_corrects_nothing(lome, hidden):
    teacher = with_role(person(), RoleKind.TEACHER, organization=hidden)
    assert names(visible_to(teacher)) == ["Hidden school", "Lomé school"]
    assert [may_see_whole(teacher, one) for one in (hidden, lome)] == [True, False]
    assert not may_correct(teacher, hidden)
    assert not may_manage(teacher)


def test_a_focal_point_corrects_her_own_school_and_manages_nothing(lome, abroad):
    focal = with_role(person(), RoleKind.FOCAL_POINT, organization=lome)
    assert [may_correct(focal, one) for one in (lome, abroad)] == [True, False]
    assert not may_manage_organization(focal, lome)


def test_a_role_that_is_over_gives_nothing(lome):
    past = with_role(person(), RoleKind.COORDINATOR, country="TG", ends=TODAY - timedelta(days=1))
    assert remit_of(past, TODAY) == Remit()
    assert names(organizations_of(past)) == []


def test_who_is_no_longer_active_answers_for_nothing(secretary, lome):
    secretary.is_active = False
    assert remit_of(secretary) == Remit()


def test_what_was_merged_into_another_is_shown_to_nobody(secretary, lome):
    Organization.objects.filter(pk=school("Twin").pk).update(merged_into=lome)
    assert names(visible_to(secretary)) == ["Lomé school"]
    assert names(visible_to(AnonymousUser())) == ["Lomé school"]


def test_people_are_seen_within_the_remit_and_nobody_sees_the_erased(coordinator, secretary, stranger, lome, abroad):
    focal = with_role(person(name="Focal"), RoleKind.FOCAL_POINT, organization=lome)
    with_role(person(name="Elsewhere"), RoleKind.FOCAL_POINT, organization=abroad)
    Person.objects.create(email="gone@example.org", name="Erased", erased_at="2026-01-01T00:00Z")
    assert names(people_visible_to(coordinator)) == ["Focal", "coordinator"]
    assert names(people_visible_to(focal)) == ["Focal"]
    assert names(people_visible_to(stranger)) == ["someone"]
    assert names(people_visible_to(AnonymousUser())) == []
    assert names(people_visible_to(secretary)) == ["Elsewhere", "Focal", "coordinator", "desk", "someone"]


def test_the_remit_is_asked_for_once_and_anew_when_roles_have_changed(coordinator, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert remit_of(coordinator, TODAY) == remit_of(coordinator, TODAY)
    with_role(coordinator, RoleKind.COORDINATOR, country="BJ")
    forget_remit(coordinator)
    assert remit_of(coordinator, TODAY).countries == {"TG", "BJ"}
