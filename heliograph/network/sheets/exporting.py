"""Organizations and people as tables that the importer reads back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.http.response import HttpResponseBase

from heliograph.frame.spreadsheets import ROWS_AT_ONCE, table
from heliograph.network.models import Role
from heliograph.network.queries import OrganizationQuerySet, PersonQuerySet
from heliograph.network.remits import Remit
from heliograph.network.sheets import columns

Row = tuple[Any, ...]


def export_organizations(queryset: OrganizationQuerySet, format: str, name: str) -> HttpResponseBase:
    """An answer that saves organizations as ``name`` with its ending: csv, xlsx or json; else Http404.

    Whoever calls has limited the organizations to those whose whole record the reader may see.
    """
    return table(name, format, columns.ORGANIZATIONS, organization_rows(queryset))


def export_people(queryset: PersonQuerySet, format: str, name: str, remit: Remit | None = None) -> HttpResponseBase:
    """As ``export_organizations``, for people: one row for each role, and one for who has none.

    With a ``remit``, only roles for what it reaches are told: what somebody is elsewhere stays there.
    """
    return table(name, format, columns.PEOPLE, people_rows(queryset, remit))


def organization_rows(queryset: OrganizationQuerySet) -> Iterator[Row]:
    """The cells of each organization, in the order of ``columns.ORGANIZATIONS``, read in batches."""
    confirmed = columns.ORGANIZATIONS.index("confirmed_on")
    for row in queryset.values_list(*columns.ORGANIZATIONS).iterator(chunk_size=ROWS_AT_ONCE):
        day = row[confirmed]
        yield (*row[:confirmed], day.isoformat() if day else "")


def people_rows(queryset: PersonQuerySet, remit: Remit | None = None) -> Iterator[Row]:
    """The cells of each role of each person, in the order of ``columns.PEOPLE``, read in batches."""
    roles = Role.objects.select_related("organization").order_by("begins", "pk")
    told = roles if remit is None else roles.within(remit)
    for person in queryset.prefetch_related(Prefetch("roles", told)).iterator(chunk_size=ROWS_AT_ONCE):
        own = (person.email, person.name, person.languages, person.zone)
        for place in [_place(role) for role in person.roles.all()] or [("",) * 6]:
            yield (*own, *place)


def _place(role: Role) -> Row:
    identifier = role.organization.identifier if role.organization else ""
    country = "" if role.organization else role.country
    ends = role.ends.isoformat() if role.ends else ""
    return (role.kind, identifier, country, role.region, role.begins.isoformat(), ends)
