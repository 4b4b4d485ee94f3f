"""Questions about people, organizations and roles; the day is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from heliograph.network.states import Membership, OrganizationKind, RoleKind, Visibility

if TYPE_CHECKING:
    from heliograph.network.models import Organization, Person, Role  # noqa: F401 (named in strings below)
    from heliograph.network.remits import Remit

#: Those who are in the network, or were put out of it for a time.
WITHIN = (Membership.MEMBER, Membership.SUSPENDED)
SCHOOLS = (OrganizationKind.SCHOOL, OrganizationKind.TRAINING)


class RoleQuerySet(models.QuerySet["Role"]):
    def held(self, on: date) -> RoleQuerySet:
        """Roles in force on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=on), begins__lte=on)

    def within(self, remit: Remit) -> RoleQuerySet:
        """Roles for what a remit reaches: its countries' and its organizations'."""
        if remit.everything:
            return self
        return self.filter(Q(country__in=remit.countries) | Q(organization__in=remit.organizations))


class PersonQuerySet(models.QuerySet["Person"]):
    def with_role(self, kind: RoleKind, on: date) -> PersonQuerySet:
        """Active people who hold a role of this kind on a day, each once."""
        from heliograph.network.models import Role  # noqa: PLC0415 (models import this module)

        holders = Role.objects.held(on).filter(kind=kind).values("person")
        return self.filter(is_active=True, pk__in=holders)

    def at_address(self, address: str) -> PersonQuerySet:
        """Whoever has an address, however its letters are written; read from the index."""
        return self.alias(small=Lower("email")).filter(small=address.strip().lower())

    def coordinators(self, on: date) -> PersonQuerySet:
        """The National Coordinators in office on a day."""
        return self.with_role(RoleKind.COORDINATOR, on)

    def within(self, remit: Remit) -> PersonQuerySet:
        """People who hold or held a role for what a remit reaches, each once."""
        from heliograph.network.models import Role  # noqa: PLC0415 (models import this module)

        return self if remit.everything else self.filter(pk__in=Role.objects.within(remit).values("person"))


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def coordinators(self, on: date) -> PersonQuerySet:
        return self.get_queryset().coordinators(on)

    def with_role(self, kind: RoleKind, on: date) -> PersonQuerySet:
        return self.get_queryset().with_role(kind, on)

    def within(self, remit: Remit) -> PersonQuerySet:
        return self.get_queryset().within(remit)

    def create_person(self, email: str, at: datetime, **fields: Any) -> Person:
        """Create a person without a password; the address is kept in lower case."""
        person = self.model(email=email.lower(), joined_at=at, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def current(self) -> OrganizationQuerySet:
        """All but those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def in_country(self, country: str) -> OrganizationQuerySet:
        return self.filter(country=country)

    def in_countries(self, countries: Iterable[str]) -> OrganizationQuerySet:
        return self.filter(country__in=countries)

    def schools(self) -> OrganizationQuerySet:
        """Schools and teacher-training institutions."""
        return self.current().filter(kind__in=SCHOOLS)

    def members(self) -> OrganizationQuerySet:
        """The schools of the network, those suspended included."""
        return self.schools().filter(membership__in=WITHIN)

    def listed(self) -> OrganizationQuerySet:
        """The members that have agreed to be shown to everybody."""
        shown = [Visibility.NAME, Visibility.FULL]
        return self.current().filter(membership=Membership.MEMBER, visibility__in=shown)

    def within(self, remit: Remit) -> OrganizationQuerySet:
        """What a remit reaches: its countries' organizations and its own."""
        if remit.everything:
            return self.current()
        return self.current().filter(Q(country__in=remit.countries) | Q(pk__in=remit.organizations))

    def reachable_schools(self) -> OrganizationQuerySet:
        """The schools of the network, those that are joining it included, that can be written to."""
        within = [Membership.MEMBER, Membership.CANDIDATE]
        return self.current().filter(kind=OrganizationKind.SCHOOL, membership__in=within).exclude(email="")
