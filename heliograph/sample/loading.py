"""Puts the sample network into the database: schools, coordinators, regional offices, the desk.

What is there already, by identifier or by address, is left as it is: loading again loads nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from heliograph.network.models import Organization, Person, Role
from heliograph.network.states import Membership, OrganizationKind
from heliograph.sample.network import SampleSchool, sample_network
from heliograph.sample.people import SamplePerson, sample_people

_BATCH = 500
_MEMBERSHIP = {"active": Membership.MEMBER, "silent": Membership.MEMBER, "applicant": Membership.CANDIDATE}
Progress = Callable[[int], None]


@dataclass(frozen=True)
class LoadedCounts:
    """What was added by this loading; all zero where the sample was there already."""

    people: int
    roles: int
    schools: int


def _silence(count: int) -> None:
    """For those who watch no progress."""


def load_network(at: datetime, progress: Progress = _silence) -> LoadedCounts:
    """Load the sample network as it stands at ``at`` (aware), all of it or none.

    ``progress`` is called with the number of rows just dealt with; they add up to ``sample_size()``.
    """
    people = list(sample_people(sample_network()))
    with transaction.atomic():
        added = _load_people(people, at)
        roles = _load_roles(people, at.date())
        progress(len(people))
        schools = _load_schools(at.date(), progress)
    return LoadedCounts(added, roles, schools)


def sample_size() -> int:
    """How many people and schools the sample has, for a bar of progress."""
    network = sample_network()
    return sum(1 for _ in sample_people(network)) + len(network.schools)


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
    known = set(Person.objects.filter(email__endswith=".example.org").values_list("email", flat=True))
    unusable = make_password(None)
    new = [_person(one, at, unusable) for one in people if one.email not in known]
    Person.objects.bulk_create(new, batch_size=_BATCH)
    return len(new)


def _load_roles(people: list[SamplePerson], today: date) -> int:
    ids = dict(Person.objects.filter(email__endswith=".example.org").values_list("email", "pk"))
    known = set(Role.objects.filter(person__in=ids.values()).values_list("person_id", "kind", "country", "region"))
    new = [
        Role(
            person_id=ids[one.email],
            kind=one.role,
            country=one.country,
            region=one.region,
            begins=today - timedelta(days=one.days_in_office),
        )
        for one in people
        if (ids[one.email], one.role.value, one.country, one.region) not in known
    ]
    Role.objects.bulk_create(new, batch_size=_BATCH)
    return len(new)


def _organization(school: SampleSchool, today: date) -> Organization:
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
        correspondence=school.correspondence,
        learners=school.learners,
        membership=_MEMBERSHIP[school.status],
        member_since=school.joined,
        confirmed_on=today - timedelta(days=confirmed) if confirmed is not None else None,
    )


def _load_schools(today: date, progress: Progress) -> int:
    known = set(Organization.objects.filter(identifier__startswith="SMP-").values_list("identifier", flat=True))
    schools, added = sample_network().schools, 0
    for start in range(0, len(schools), _BATCH):
        batch = schools[start : start + _BATCH]
        new = [_organization(school, today) for school in batch if school.identifier not in known]
        Organization.objects.bulk_create(new)
        added += len(new)
        progress(len(batch))
    return added
