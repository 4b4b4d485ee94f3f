"""Changes of records: each is one step with its rule, its log and what is found afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.network import search
from heliograph.network.models import Organization, Role
from heliograph.network.records import (
    FOLLOWING,
    add_organization,
    appoint,
    change_membership,
    confirm,
    correct,
    end_role,
)
from heliograph.network.rules import remit_of
from heliograph.network.states import Membership, Refused, RoleKind
from tests.network.factories import NOW, TODAY, person, school

pytestmark = pytest.mark.django_db


def said(organization):
    return [(entry.verb, entry.changes) for entry in organization.entries.order_by("pk")]


def found(question):
    return list(Organization.objects.filter(pk__in=search.organizations_with(question)).values_list("name", flat=True))


def refusal(function, *arguments, **named):
    with pytest.raises(Refused) as caught:
        function(*arguments, **named)
    return caught.value.code


def test_a_new_school_gets_an_identifier_and_is_found(secretary):
    made = add_organization({"name": "École du Fleuve", "country": "TG", "city": "Kara"}, secretary, NOW)
    assert made.identifier.startswith("TG-")
    assert said(made) == [("added", {})]
    assert (found("ecole fleuve"), found("kara")) == (["École du Fleuve"], ["École du Fleuve"])


def test_a_correction_is_logged_with_what_stood_there_and_found_by_its_new_name(coordinator):
    one = school("Old name")
    assert correct(one, {"name": "New name", "city": one.city}, coordinator, NOW)
    assert said(one) == [("corrected", {"name": ["Old name", "New name"]})]
    assert (found("old"), found("new")) == ([], ["New name"])
    assert Organization.objects.get(pk=one.pk).sort_key == f"new name {one.identifier}"


def test_a_correction_that_says_what_stands_there_is_none(coordinator):
    one = school("Same")
    assert not correct(one, {"name": "Same"}, coordinator, NOW)
    assert said(one) == []


def test_a_school_that_moves_takes_its_roles_to_the_other_country(coordinator):
    one = school()
    appoint(person(), RoleKind.TEACHER, TODAY, coordinator, NOW, organization=one)
    correct(one, {"country": "BJ"}, coordinator, NOW)
    assert list(one.roles.values_list("country", flat=True)) == ["BJ"]


def test_a_confirmation_is_dated_and_logged(coordinator):
    one = school()
    confirm(one, coordinator, NOW)
    assert Organization.objects.get(pk=one.pk).confirmed_on == TODAY
    assert said(one) == [("confirmed", {"confirmed_on": [None, "2026-01-12"]})]


def test_a_change_of_membership_is_kept_with_its_day_and_reason(secretary):
    one = school()
    change_membership(one, Membership.SUSPENDED, TODAY, "No report for three years.", secretary, NOW)
    change = one.membership_changes.get()
    assert (change.before, change.after, change.on, change.reason) == (
        "member", "suspended", TODAY, "No report for three years.",
    )  # fmt: skip
    assert Organization.objects.get(pk=one.pk).membership == "suspended"


def test_who_is_reinstated_keeps_the_year_of_joining_and_who_is_admitted_gets_one(secretary):
    one = school(membership="suspended", member_since=1987)
    change_membership(one, Membership.MEMBER, TODAY, "", secretary, NOW)
    two = school(membership="candidate", member_since=None)
    change_membership(two, Membership.MEMBER, TODAY, "", secretary, NOW)
    assert [Organization.objects.get(pk=each.pk).member_since for each in (one, two)] == [1987, 2026]


@pytest.mark.parametrize("before", Membership)
@pytest.mark.parametrize("after", Membership)
@pytest.mark.every_case
def test_membership_follows_the_table(before, after, secretary):
    one = school(membership=before)
    if after in FOLLOWING[before]:
        change_membership(one, after, TODAY, "reason", secretary, NOW)
        assert Organization.objects.get(pk=one.pk).membership == after
    else:
        assert refusal(change_membership, one, after, TODAY, "reason", secretary, NOW) == "membership-order"
        assert not one.membership_changes.exists()


def test_a_suspension_needs_a_reason_and_no_change_lies_ahead(secretary):
    one = school()
    assert refusal(change_membership, one, Membership.SUSPENDED, TODAY, "  ", secretary, NOW) == "no-reason"
    later = TODAY + timedelta(days=1)
    assert refusal(change_membership, one, Membership.LEFT, later, "closed", secretary, NOW) == "day-ahead"


def test_a_role_given_twice_is_one_and_after_it_ended_another(secretary):
    who, one = person(), school()
    first = appoint(who, RoleKind.FOCAL_POINT, TODAY, secretary, NOW, organization=one)
    assert appoint(who, RoleKind.FOCAL_POINT, TODAY, secretary, NOW, organization=one) == first
    assert remit_of(who, TODAY).speaks_for == {one.pk}
    end_role(first, TODAY, secretary, NOW)
    second = appoint(who, RoleKind.FOCAL_POINT, TODAY + timedelta(days=1), secretary, NOW, organization=one)
    assert Role.objects.filter(person=who).count() == 2
    assert (second.appointed_by, second.country) == (secretary, "TG")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (RoleKind.TEACHER, "no-organization"),
        (RoleKind.COORDINATOR, "no-country"),
        (RoleKind.REGIONAL_OFFICE, "no-region"),
    ],
)
def test_a_role_is_for_something(kind, code, secretary):
    assert refusal(appoint, person(), kind, TODAY, secretary, NOW) == code


def test_a_role_does_not_end_before_it_begins(secretary):
    role = appoint(person(), RoleKind.COORDINATOR, TODAY, secretary, NOW, country="TG")
    assert refusal(end_role, role, TODAY - timedelta(days=1), secretary, NOW) == "ends-before-begin"
