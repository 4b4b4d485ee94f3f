"""Two records become one with all that belongs to them, and two again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network import search
from heliograph.network.merging.merge import merge
from heliograph.network.merging.models import Merge
from heliograph.network.merging.undoing import undo
from heliograph.network.models import (
    Application,
    Certificate,
    Invitation,
    MembershipChange,
    Organization,
    OrganizationEntry,
    Role,
)
from heliograph.network.records import correct, log
from heliograph.network.states import Refused, Verb
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def refusal(call, *args, **given):
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.code


def words(text):
    return set(Organization.objects.filter(pk__in=search.organizations_with(text)).values_list("pk", flat=True))


def pointing(organization):
    """How many of each thing point to a record."""
    models = (Role, OrganizationEntry, MembershipChange, Invitation, Certificate, Application)
    counts = {model.__name__: model.objects.filter(organization=organization).count() for model in models}
    return {name: count for name, count in counts.items() if count}


def furnished(**fields):
    """A record with one of everything that can point to it."""
    made = school(**fields)
    with_role(person(), "focal-point", organization=made)
    MembershipChange.objects.create(organization=made, before="none", after="member", on=TODAY, at=NOW)
    Invitation.objects.create(
        email="i@example.org", kind="teacher", organization=made, invited_at=NOW, expires_at=LATER
    )
    Certificate.objects.create(code=made.identifier, organization=made, name="X", member_since=2001, issued_at=NOW)
    Application.objects.create(organization=made, applicant_email="a@example.org", applied_at=NOW)
    log(made, Verb.ADDED, None, NOW)
    return made


def test_everything_that_points_to_the_duplicate_points_to_the_record_that_stays(secretary):
    stays, goes = school("Lycée de Tokoin"), furnished(name="Tokoin Lycée")
    merge(stays, goes, {}, secretary, NOW)
    every = {"Role": 1, "MembershipChange": 1, "Invitation": 1, "Certificate": 1, "Application": 1}
    assert pointing(stays) == {**every, "OrganizationEntry": 2}
    assert pointing(goes) == {"OrganizationEntry": 1}
    assert goes.merged_into == stays
    assert words("tokoin") == {stays.pk}


def test_both_logs_lead_to_the_other_record(secretary):
    stays, goes = school("A"), school("B")
    merge(stays, goes, {}, secretary, NOW)
    said = {entry.organization: (entry.changes["duplicate"], entry.note) for entry in OrganizationEntry.objects.all()}
    assert said == {stays: ([goes.identifier, None], "B"), goes: ([None, stays.identifier], "A")}


def test_the_chosen_values_and_the_chosen_identifier_stay(secretary):
    stays, goes = school("A", web="", identifier="T-1"), school("B", web="https://b.example.org/", identifier="T-2")
    merge(stays, goes, {"web": goes.web, "name": "B"}, secretary, NOW, identifier="T-2")
    assert (stays.name, stays.web, stays.identifier, stays.sort_key) == ("B", "https://b.example.org/", "T-2", "b T-2")
    assert goes.identifier == "T-1"


@pytest.mark.parametrize(
    ("stays", "goes", "expected"),
    [
        (("none", None), ("member", 1999), ("member", 1999)),
        (("member", 2005), ("member", 1999), ("member", 1999)),
        (("suspended", 1990), ("member", 1999), ("member", 1990)),
        (("member", 2005), ("candidate", None), ("member", 2005)),
        (("left", 1980), ("none", None), ("left", 1980)),
    ],
)
def test_the_better_membership_stays_with_the_earlier_year(secretary, stays, goes, expected):
    one = school(membership=stays[0], member_since=stays[1], confirmed_on=date(2025, 5, 1))
    other = school(membership=goes[0], member_since=goes[1], confirmed_on=date(2025, 6, 1))
    merge(one, other, {}, secretary, NOW)
    assert (one.membership, one.member_since) == expected
    assert one.confirmed_on == date(2025, 6, 1)


def test_a_role_that_somebody_has_at_both_is_one_with_the_earlier_beginning(secretary):
    stays, goes = school(), school()
    both = person()
    with_role(both, "focal-point", organization=stays, begins=date(2022, 1, 1))
    with_role(both, "focal-point", organization=goes, begins=date(2019, 1, 1))
    with_role(both, "teacher", organization=goes)
    made = merge(stays, goes, {}, secretary, NOW)
    open_roles = both.roles.filter(ends=None).values_list("kind", "organization", "begins")
    assert set(open_roles) == {
        ("focal-point", stays.pk, date(2019, 1, 1)),
        ("teacher", stays.pk, date(2020, 1, 1)),
    }
    undo(made, secretary, LATER)
    assert set(both.roles.filter(ends=None).values_list("kind", "organization", "begins")) == {
        ("focal-point", stays.pk, date(2022, 1, 1)),
        ("focal-point", goes.pk, date(2019, 1, 1)),
        ("teacher", goes.pk, date(2020, 1, 1)),
    }


def test_where_both_have_an_application_each_keeps_its_own(secretary):
    stays, goes = furnished(), furnished()
    merge(stays, goes, {}, secretary, NOW)
    assert (pointing(stays)["Application"], pointing(goes)["Application"]) == (1, 1)


def test_people_of_a_duplicate_in_another_country_come_with_it(secretary):
    stays, goes = school(country="TG"), school(country="KE")
    teacher = with_role(person(), "teacher", organization=goes)
    made = merge(stays, goes, {}, secretary, NOW)
    assert teacher.roles.get().country == "TG"
    undo(made, secretary, LATER)
    assert teacher.roles.get().country == "KE"


def test_a_record_is_merged_neither_with_itself_nor_twice(secretary):
    stays, goes, third = school(), school(), school()
    assert refusal(merge, stays, stays, {}, secretary, NOW) == "itself"
    merge(stays, goes, {}, secretary, NOW)
    assert refusal(merge, stays, goes, {}, secretary, NOW) == "merged"
    assert refusal(merge, goes, stays, {}, secretary, NOW) == "merged"
    assert refusal(merge, third, goes, {}, secretary, NOW) == "merged"
    assert Merge.objects.count() == 1


def test_chains_lead_to_the_last_record_and_are_undone_from_the_end(secretary):
    a, b, c = school("A"), furnished(name="B"), school("C")
    first = merge(b, a, {}, secretary, NOW)
    second = merge(c, b, {}, secretary, NOW)
    assert set(c.duplicates.all()) == {a, b}
    assert refusal(undo, first, secretary, LATER) == "later-first"
    undo(second, secretary, LATER)
    assert (Organization.objects.get(pk=a.pk).merged_into, Organization.objects.get(pk=b.pk).merged_into) == (b, None)
    undo(first, secretary, LATER)
    assert not Organization.objects.exclude(merged_into=None).exists()


def test_a_merge_is_undone_once_and_within_thirty_days(secretary):
    made = merge(school(), school(), {}, secretary, NOW)
    assert refusal(undo, made, secretary, NOW + timedelta(days=30, seconds=1)) == "too-late"
    undo(made, secretary, NOW + timedelta(days=30))
    assert refusal(undo, made, secretary, NOW + timedelta(days=30)) == "undone"


def test_what_was_changed_since_the_merge_stays_when_it_is_undone(secretary):
    stays, goes = school("A", city="Lomé", learners=""), school("B", city="Kara", learners="1-49")
    made = merge(stays, goes, {"name": "B", "city": "Kara", "learners": "1-49"}, secretary, NOW)
    correct(stays, {"city": "Sokodé"}, secretary, LATER)
    late = with_role(person(), "teacher", organization=stays)
    back = undo(made, secretary, LATER)
    stays.refresh_from_db()
    assert (stays.name, stays.city, stays.learners) == ("A", "Sokodé", "")
    assert (back.name, back.city, back.merged_into) == ("B", "Kara", None)
    assert late.roles.get().organization == stays
    assert words("b kara") == {goes.pk}


FIELDS = {
    "name": st.sampled_from(["A", "B", "Lycée"]),
    "web": st.sampled_from(["", "https://a.example.org/"]),
    "levels": st.sampled_from([[], ["primary"], ["primary", "tvet"]]),
    "latitude": st.sampled_from([None, 6.1]),
    "membership": st.sampled_from(["none", "candidate", "member", "suspended", "left"]),
    "member_since": st.sampled_from([None, 1999, 2004]),
    "confirmed_on": st.sampled_from([None, date(2025, 1, 1), date(2026, 1, 1)]),
}
RECORD = st.fixed_dictionaries(FIELDS)
PEOPLE = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["teacher", "principal"]), st.integers(0, 1)), unique=True
)


def everything():
    """All records and roles."""
    return list(Organization.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())


@given(RECORD, RECORD, PEOPLE, st.sets(st.sampled_from(["name", "web", "levels", "latitude"])), st.booleans())
def test_merging_and_undoing_leaves_everything_as_it_was(one, other, people, taken, swap):
    OrganizationEntry.objects.all().delete()
    stays, goes, by = school(**one), school(**other), person()
    who = [person(), person()]
    for number, kind, side in people:
        with_role(who[number], kind, organization=(stays, goes)[side], begins=date(2019 + number + side, 1, 1))
    before = everything()
    chosen = {name: other[name] for name in taken}
    made = merge(stays, goes, chosen, by, NOW, identifier=goes.identifier if swap else "")
    assert not Role.objects.filter(organization=goes, ends=None).exists()
    undo(made, by, datetime(2026, 1, 20, tzinfo=UTC))
    assert everything() == before
