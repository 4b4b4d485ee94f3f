"""A crowd to measure with: a network of any size, three people with a role at each school, coordinators of countries.

Schools are drawn as those of the sample are; people and roles follow from them in one statement each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from heliograph.network.models import Organization, Person, Role
from heliograph.network.search import index_organizations
from heliograph.network.states import Learners, Membership, RoleKind
from heliograph.sample.cities import populations
from heliograph.sample.network import SampleSchool, schools
from heliograph.sample.shares import share_out

#: The moment at which the crowd stands.
AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
BATCH = 2000
_SAMPLE = 12_000
_BEGINS = date(2020, 1, 1)

_UUID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
_LIST = {"sqlite": "'[\"' || o.correspondence || '\"]'", "postgresql": "jsonb_build_array(o.correspondence)"}
_KINDS = "(SELECT 'focal-point' AS kind UNION ALL SELECT 'principal' UNION ALL SELECT 'teacher') AS k"
_ADDRESS = "k.kind || o.id || '@' || lower(o.country) || '.schools.example.org'"
_PEOPLE = """
    INSERT INTO network_person
        (password, is_superuser, public_id, email, name, languages, zone, is_active, joined_at)
    SELECT '!', FALSE, {uuid}, {address}, k.kind || ' ' || o.identifier, {list}, o.zone, TRUE, %s
    FROM network_organization o CROSS JOIN {kinds}
"""
_ROLES = """
    INSERT INTO network_role (public_id, person_id, kind, organization_id, country, region, begins)
    SELECT {uuid}, p.id, k.kind, o.id, o.country, '', %s
    FROM network_organization o CROSS JOIN {kinds} JOIN network_person p ON p.email = {address}
"""


def shares(organizations: int) -> dict[str, int]:
    """Schools by country, in proportion to those of the sample; they add up to ``organizations``."""
    exact = {code: count * organizations / _SAMPLE for code, count in share_out(populations()).items()}
    whole = {code: int(value) for code, value in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (whole[code] - exact[code], code))
    for code in by_remainder[: organizations - sum(whole.values())]:
        whole[code] += 1
    return whole


def _organization(school: SampleSchool) -> Organization:
    confirmed = school.confirmed_days_ago
    return Organization(
        identifier=school.identifier,
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
        membership=Membership.CANDIDATE if school.joined is None else Membership.MEMBER,
        member_since=school.joined,
        confirmed_on=None if confirmed is None else AT.date() - timedelta(days=confirmed),
        created_at=AT,
    )


def _batches(organizations: int) -> Iterator[list[Organization]]:
    coming = (_organization(school) for school in schools(shares(organizations)))
    while batch := list(islice(coming, BATCH)):
        yield batch


def _execute(statement: str, arguments: Sequence[object]) -> None:
    vendor = connection.vendor
    parts = {"uuid": _UUID[vendor], "list": _LIST[vendor], "kinds": _KINDS, "address": _ADDRESS}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**parts), arguments)


def _coordinators(countries: Sequence[str]) -> None:
    made = Person.objects.bulk_create(
        Person(email=f"coordinator@{code.lower()}.natcom.example.org", name=f"Coordination {code}", password="!")
        for code in countries
    )
    Role.objects.bulk_create(
        Role(person=person, kind=RoleKind.COORDINATOR, country=code, begins=_BEGINS)
        for person, code in zip(made, countries, strict=True)
    )


def settle() -> None:
    """What PostgreSQL does by itself after a while: gather statistics, and note which rows everybody sees."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def make(organizations: int) -> None:
    """Fill an empty, migrated database with schools and their people."""
    with transaction.atomic():
        for batch in _batches(organizations):
            index_organizations(Organization.objects.bulk_create(batch))
        _execute(_PEOPLE, [AT])
        _execute(_ROLES, [_BEGINS])
        _coordinators(sorted(shares(organizations)))
    settle()
