"""Questions about people, organizations and roles; the day is an argument."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from heliograph.network.states import Membership, OrganizationKind, RoleKind

if TYPE_CHECKING:
    from heliograph.network.models import Organization, Person, Role  # noqa: F401 (named in strings below)


class RoleQuerySet(models.QuerySet["Role"]):
    def held(self, on: date) -> RoleQuerySet:
        """Roles in force on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=on), begins__lte=on)


class PersonQuerySet(models.QuerySet["Person"]):
    def with_role(self, kind: RoleKind, on: date) -> PersonQuerySet:
        """Active people who hold a role of this kind on a day, each once."""
        from heliograph.network.models import Role  # noqa: PLC0415 (models import this module)

        holders = Role.objects.held(on).filter(kind=kind).values("person")
        return self.filter(is_active=True, pk__in=holders)

    def coordinators(self, on: date) -> PersonQuerySet:
        """The National Coordinators in office on a day."""
        return self.with_role(RoleKind.COORDINATOR, on)


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def coordinators(self, on: date) -> PersonQuerySet:
        return self.get_queryset().coordinators(on)

    def with_role(self, kind: RoleKind, on: date) -> PersonQuerySet:
        return self.get_queryset().with_role(kind, on)

    def create_person(self, email: str, at: datetime, **fields: Any) -> Person:
        """Create a person without a password; the address is kept in lower case."""
        person = self.model(email=email.lower(), joined_at=at, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def in_country(self, country: str) -> OrganizationQuerySet:
        return self.filter(country=country)

    def reachable_schools(self) -> OrganizationQuerySet:
        """The schools of the network, those that are joining it included, that can be written to."""
        within = [Membership.MEMBER, Membership.CANDIDATE]
        return self.filter(kind=OrganizationKind.SCHOOL, membership__in=within).exclude(email="")
