"""Who is who: people, organizations, and who somebody is for which of them; and what is on record about each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heliograph.network.keeping import private
from heliograph.network.lists import WordsField
from heliograph.network.merging.models import Merge, NotDuplicate  # noqa: F401 (so that Django knows them)
from heliograph.network.queries import OrganizationQuerySet, PersonManager, RoleQuerySet
from heliograph.network.sorting import SortKeyField
from heliograph.network.states import (
    ApplicationState,
    Learners,
    Membership,
    OrganizationKind,
    PersonVerb,
    RoleKind,
    SheetKind,
    SheetState,
    Verb,
    Visibility,
)


def _english() -> list[str]:
    return ["en"]


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an address; signs in by a code sent to it and has no password.

    ``languages`` are BCP 47 tags in order of preference; ``zone`` is an IANA name.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    languages = WordsField(_("languages"), default=_english)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

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
        indexes: ClassVar = [
            models.Index(fields=["is_active", "languages"], name="person_languages"),
            # Everybody who can be addressed: an audience reads this one instead of the wide rows.
            models.Index(fields=["id"], condition=Q(is_active=True, erased_at=None), name="person_here"),
        ]

    def __str__(self) -> str:
        return gettext("somebody whose data were erased") if self.erased_at else self.name or self.email


class Organization(models.Model):
    """A school, a commission, a partner. ``name`` is in ``name_language``; ``country`` is ISO 3166-1 alpha-2.

    One that was found to be another's duplicate stays as ``merged_into`` that one, and is shown nowhere.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identifier = models.CharField(_("identifier"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices, default=OrganizationKind.SCHOOL)
    name = models.CharField(_("name"), max_length=250)
    name_language = models.CharField(_("language of the name"), max_length=20, default="en")
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    sort_key = SortKeyField()
    email = models.EmailField(_("e-mail address"), blank=True)
    web = models.URLField(_("web address"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=2)
    city = models.CharField(_("city"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    levels = WordsField(_("levels"), blank=True)
    languages = WordsField(_("teaching languages"), blank=True)
    themes = WordsField(_("themes"), blank=True)
    correspondence = models.CharField(_("language of correspondence"), max_length=20, default="en")
    learners = models.CharField(_("learners"), max_length=12, choices=Learners.choices, blank=True)
    visibility = models.CharField(
        _("shown to everybody"), max_length=8, choices=Visibility.choices, default=Visibility.HIDDEN
    )
    membership = models.CharField(_("membership"), max_length=12, choices=Membership.choices, default=Membership.NONE)
    member_since = models.PositiveSmallIntegerField(_("member since"), null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates", db_index=False
    )
    created_at = models.DateTimeField(null=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes: ClassVar = [
            models.Index(fields=["country", "kind", "membership", "confirmed_on"], name="organization_country_kind"),
            models.Index(Lower("email"), name="organization_email"),
            # The directory reads this one alone, in its order, whatever it is filtered by, until a page is full.
            models.Index(
                fields=[
                    "sort_key", "country", "kind", "membership", "visibility", "merged_into", "levels", "languages",
                    "themes", "id",
                ],
                name="organization_directory",
            ),
            models.Index(fields=["country", "sort_key"], name="organization_country_order"),
            # An index that has those merged into none as well, nearly all, misleads SQLite into reading it.
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="organization_merged_into"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class OrganizationEntry(models.Model):
    """What happened to an organization's record, by whom and when; it only grows.

    ``changes`` has, by field, what stood there before and what does since.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=16, choices=Verb.choices)
    changes = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("entry of an organization")
        verbose_name_plural = _("entries of organizations")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_verb_display()}"


class PersonEntry(models.Model):
    """What the desk changed of a person's record, by whom and when; it only grows."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=16, choices=PersonVerb.choices)
    changes = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("entry of a person")
        verbose_name_plural = _("entries of people")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_verb_display()}"


class MembershipChange(models.Model):
    """One change of an organization's membership: from what to what, on which day, and why."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="membership_changes")
    before = models.CharField(max_length=12, choices=Membership.choices)
    after = models.CharField(max_length=12, choices=Membership.choices)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of membership")
        verbose_name_plural = _("changes of membership")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.organization}: {self.before} → {self.after}"


class Role(models.Model):
    """Who a person is for an organization, a country or a region, from a day until a day (inclusive; None: open).

    A role at an organization carries the organization's country as well, so that a query of a country reads one table.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    appointed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person",
                "kind",
                Coalesce("organization", Value(0)),
                "country",
                "region",
                condition=Q(ends__isnull=True),
                name="role_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "country", "ends", "begins", "person"], name="role_kind_country")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class Invitation(models.Model):
    """A role offered to an address; whoever reads its mailbox takes it up by one press, until it runs out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language of the letter"), max_length=20, default="en")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    note = models.TextField(_("a word of yours"), blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes: ClassVar = [models.Index(Lower("email"), name="invitation_email")]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_kind_display()}"


class Handover(models.Model):
    """A National Coordinator's office on its way to a successor: from ``on`` (the first day of the new one) on.

    Nothing changes before the successor accepts from the mailbox, or the secretariat does it (``accepted_at``).
    ``kept`` has what is needed to take it back until that day: roles by public id, and until when they were to last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(_("country"), max_length=2)
    giver = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language of the letter"), max_length=20, default="en")
    on = models.DateField(_("first day"))
    deputies_stay = models.BooleanField(default=True)
    note = models.TextField(_("a word to the successor"), blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    successor = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["country", "asked_at"], name="handover_country")]

    def __str__(self) -> str:
        return f"{self.country}: {self.name or self.email}"


class Application(models.Model):
    """A school's wish to join; its record is an organization that is no member yet.

    Until the applicant's address is confirmed there is no organization, and what was written is the ``draft``.
    ``approved_name`` is the name that the school has proofread for its certificate, at ``name_approved_at``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="application"
    )
    draft = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=ApplicationState.choices, default=ApplicationState.UNCONFIRMED)
    applicant_name = models.CharField(_("your name"), max_length=200)
    applicant_email = models.EmailField(_("your e-mail address"), max_length=254)
    applicant_role = models.CharField(max_length=20, choices=RoleKind.choices, default=RoleKind.FOCAL_POINT)
    language = models.CharField(max_length=20, default="en")
    motivation = models.TextField(_("why your school wants to join"), blank=True)
    applied_at = models.DateTimeField()
    name_approved_at = models.DateTimeField(null=True, blank=True)
    approved_name = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes: ClassVar = [models.Index(fields=["state", "applied_at"], name="application_state")]

    def __str__(self) -> str:
        return f"{self.organization or self.draft.get('name', '')}: {self.get_state_display()}"


class ApplicationEntry(models.Model):
    """One step of an application, by whom and when; it only grows. ``by`` is empty where the school itself acted."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=ApplicationState.choices)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"


class Certificate(models.Model):
    """A certificate of membership as it was issued; anybody who holds its code may ask whether it still stands."""

    code = models.CharField(max_length=20, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="certificates")
    name = models.CharField(max_length=250)
    member_since = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=20, default="en")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")

    def __str__(self) -> str:
        return self.code


class ConfirmationRound(models.Model):
    """The yearly asking of every school whether its record is right: from a day until a day (inclusive).

    ``extensions`` has the terms that were replaced by a later one: the day (ISO 8601), by whom (primary key), when.
    ``closed_at`` is when the coordinators were told the result.
    """

    opens_on = models.DateField(_("opens on"), unique=True)
    closes_on = models.DateField(_("closes on"))
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    extensions = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round of confirmation")
        verbose_name_plural = _("rounds of confirmation")
        ordering: ClassVar = ["-opens_on"]

    def __str__(self) -> str:
        return f"{self.opens_on} – {self.closes_on}"


class SheetImport(models.Model):
    """A spreadsheet on its way into the network; ``outcome`` has counts and the refused rows with reasons."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=SheetKind.choices)
    state = models.CharField(max_length=12, choices=SheetState.choices, default=SheetState.MAPPING)
    file = models.FileField(upload_to="imports/", max_length=300, storage=private)
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=40, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of a spreadsheet")
        verbose_name_plural = _("imports of spreadsheets")
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(models.Model):
    """Which columns of a header meant what the last time; ``header`` is a digest of the header's words."""

    kind = models.CharField(max_length=16, choices=SheetKind.choices)
    header = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        constraints: ClassVar = [models.UniqueConstraint("kind", "header", name="columns_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.header}"


class AddressChange(models.Model):
    """A person's wish to be reached at another address: asked, then taken from the new mailbox, or withdrawn.

    ``withdrawn_at`` is when it was taken back, by the person or by an objection from the old mailbox.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="address_changes")
    before = models.EmailField(max_length=254)
    after = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Audience(models.Model):
    """A named rule that says who is addressed; ``network/audiences`` reads it.

    ``people_count`` is how many were in it when it was counted last, at ``counted_at``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    rule = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()
    people_count = models.PositiveIntegerField(null=True, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
