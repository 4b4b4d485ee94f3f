"""People, organizations and roles: addresses without case, roles once, offices by the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from heliograph.network.models import Person, Role
from heliograph.network.rules import holds, is_secretariat
from heliograph.network.states import RoleKind

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 12)


def role(person, **fields):
    return Role.objects.create(person=person, **{"kind": RoleKind.COORDINATOR, "begins": date(2020, 1, 1), **fields})


def test_an_address_is_one_person_however_it_is_written(now):
    Person.objects.create_person("Desk@Secretariat.example.org", now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="DESK@secretariat.example.org")
    assert Person.objects.get_by_natural_key("desk@SECRETARIAT.example.org").email == "desk@secretariat.example.org"


def test_nobody_has_a_password(now):
    assert not Person.objects.create_person("someone@example.org", now).has_usable_password()


def test_the_same_role_is_held_once(coordinator):
    with pytest.raises(IntegrityError), transaction.atomic():
        role(coordinator, country="TG")
    role(coordinator, country="BJ")
    assert coordinator.roles.count() == 2


@pytest.mark.parametrize(
    ("begins", "ends", "in_office"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
    ],
)
def test_an_office_counts_from_its_first_day_to_its_last(stranger, begins, ends, in_office):
    role(stranger, country="TG", begins=begins, ends=ends)
    assert list(Person.objects.coordinators(TODAY)) == ([stranger] if in_office else [])
    assert holds(stranger, RoleKind.COORDINATOR, TODAY) is in_office


def test_a_coordinator_of_two_countries_is_written_to_once(coordinator):
    role(coordinator, country="BJ")
    assert list(Person.objects.coordinators(TODAY)) == [coordinator]


def test_who_is_inactive_holds_nothing(coordinator):
    coordinator.is_active = False
    coordinator.save()
    assert list(Person.objects.coordinators(TODAY)) == []
    assert not holds(coordinator, RoleKind.COORDINATOR, TODAY)


def test_only_the_secretariat_is_the_secretariat(secretary, coordinator, stranger):
    from django.contrib.auth.models import AnonymousUser

    asked = (secretary, coordinator, stranger, AnonymousUser())
    assert [is_secretariat(person) for person in asked] == [True, False, False, False]
