"""Puts the sample network into the database: schools and commissions, their people, regional offices, the desk.

What is there already, by identifier or by address, is left as it is: loading again loads nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import transaction

from heliograph.network.countries import country_name
from heliograph.network.models import Organization, Person, Role
from heliograph.network.search import index_organizations, index_people
from heliograph.network.states import Learners, Membership, OrganizationKind, Visibility
from heliograph.sample.applications import load_applications, load_certificates, membership_of
from heliograph.sample.network import SampleCoordinator, SampleNetwork, SampleSchool, sample_network
from heliograph.sample.people import SamplePerson, commission_identifier, people_of_schools, sample_people

_BATCH = 500
Progress = Callable[[int], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class LoadedCounts:
    """What was added by this loading; all zero where the sample was there already."""

    people: int
    roles: int
    organizations: int
    applications: int = 0
    certificates: int = 0


def _silence(count: int) -> None:
    """For those who watch no progress."""


def load_network(at: datetime, progress: Progress = _silence) -> LoadedCounts:
    """Load the sample network as it stands at ``at`` (aware), all of it or none.

    ``progress`` is called with the number of rows just dealt with; they add up to ``sample_size()``.
    """
    network = sample_network()
    with transaction.atomic():
        schools = _load_organizations(network, at, progress)
        people = roles = 0
        for batch in _batches(chain(sample_people(network), people_of_schools(network))):
            people += _load_people(batch, at)
            roles += _load_roles(batch, at.date())
            progress(len(batch))
        applications = load_applications(list(network.schools), at)
        certificates = load_certificates(list(network.schools), at)
    return LoadedCounts(people, roles, schools, applications, certificates)


def sample_size() -> int:
    """How many people and organizations the sample has, for a bar of progress."""
    network = sample_network()
    people = sum(1 for _ in chain(sample_people(network), people_of_schools(network)))
    return people + len(network.schools) + len(network.countries)


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    coming = iter(things)
    while batch := list(islice(coming, _BATCH)):
        yield batch


def _person(one: SamplePerson, at: datetime, password: str) -> Person:
    return Person(
        email=one.email,
        name=one.name,
        languages=list(one.languages),
        zone=one.zone,
        password=password,
        joined_at=at - timedelta(days=one.days_in_office),
    )


def _load_people(people: list[SamplePerson], at: datetime) -> int:
    known = set(Person.objects.filter(email__in=[one.email for one in people]).values_list("email", flat=True))
    unusable = make_password(None)
    new = [_person(one, at, unusable) for one in people if one.email not in known]
    index_people(Person.objects.bulk_create(new))
    return len(new)


def _load_roles(people: list[SamplePerson], today: date) -> int:
    ids = dict(Person.objects.filter(email__in=[one.email for one in people]).values_list("email", "pk"))
    named = {one.organization for one in people if one.organization}
    organizations = dict(Organization.objects.filter(identifier__in=named).values_list("identifier", "pk"))
    known = set(Role.objects.filter(person__in=ids.values()).values_list("person_id", "kind"))
    new = [
        Role(
            person_id=ids[one.email],
            kind=one.role,
            organization_id=organizations.get(one.organization),
            country=one.country,
            region=one.region,
            begins=today - timedelta(days=one.days_in_office),
        )
        for one in people
        if (ids[one.email], one.role.value) not in known and (not one.organization or one.organization in organizations)
    ]
    Role.objects.bulk_create(new)
    return len(new)


def _school(school: SampleSchool, at: datetime) -> Organization:
    confirmed = school.confirmed_days_ago
    return Organization(
        identifier=school.identifier,
        kind=OrganizationKind.TRAINING if school.levels == ("teacher-training",) else OrganizationKind.SCHOOL,
        name=school.name,
        name_language=school.name_language,
        name_en=school.name_en,
        email=school.email,
        country=school.country,
        city=school.city,
        latitude=school.latitude,
        longitude=school.longitude,
        zone=school.zone,
        levels=list(school.levels),
        languages=[school.teaching],
        themes=list(school.themes),
        correspondence=school.correspondence,
        learners=Learners.of(school.learners),
        visibility=school.visibility,
        membership=membership_of(school.identifier) if school.status == "applicant" else Membership.MEMBER,
        member_since=school.joined,
        confirmed_on=at.date() - timedelta(days=confirmed) if confirmed is not None else None,
        created_at=at,
    )


def _commission(one: SampleCoordinator, at: datetime) -> Organization:
    return Organization(
        identifier=commission_identifier(one.country),
        kind=OrganizationKind.COMMISSION,
        name=f"National Commission, {country_name(one.country, 'en')}",
        email=f"office@{one.country.lower()}.natcom.example.org",
        country=one.country,
        zone=one.zone,
        correspondence=one.languages[0],
        visibility=Visibility.FULL,
        created_at=at,
    )


def _load_organizations(network: SampleNetwork, at: datetime, progress: Progress) -> int:
    known = set(Organization.objects.filter(identifier__startswith="SMP-").values_list("identifier", flat=True))
    commissions = (_commission(one, at) for one in network.coordinators)
    added = 0
    for batch in _batches(chain(commissions, (_school(school, at) for school in network.schools))):
        new = [organization for organization in batch if organization.identifier not in known]
        index_organizations(Organization.objects.bulk_create(new))
        added += len(new)
        progress(len(batch))
    return added
