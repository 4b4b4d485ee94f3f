"""Who is who: people, organizations, and who somebody is for which of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from heliograph.network.queries import OrganizationQuerySet, PersonManager, RoleQuerySet
from heliograph.network.states import Membership, OrganizationKind, RoleKind


def _english() -> list[str]:
    return ["en"]


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an address; signs in by a code sent to it and has no password.

    ``languages`` are BCP 47 tags in order of preference; ``zone`` is an IANA name.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    languages = models.JSONField(_("languages"), default=_english)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_email_without_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Organization(models.Model):
    """A school, a commission, a partner. ``name`` is in ``name_language``; ``country`` is ISO 3166-1 alpha-2."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identifier = models.CharField(_("identifier"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices, default=OrganizationKind.SCHOOL)
    name = models.CharField(_("name"), max_length=250)
    name_language = models.CharField(max_length=20, default="en")
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    levels = models.JSONField(_("levels"), default=list, blank=True)
    languages = models.JSONField(_("teaching languages"), default=list, blank=True)
    correspondence = models.CharField(_("language of correspondence"), max_length=20, default="en")
    learners = models.PositiveIntegerField(_("learners"), null=True, blank=True)
    membership = models.CharField(max_length=12, choices=Membership.choices, default=Membership.NONE)
    member_since = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes: ClassVar = [models.Index(fields=["country", "kind"], name="organization_country_kind")]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """Who a person is for an organization, a country or a region, from a day until a day (inclusive; None: open)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=60, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "kind", Coalesce("organization", Value(0)), "country", "region", name="role_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "country"], name="role_kind_country")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
