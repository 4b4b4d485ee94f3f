"""Formats of sessions, accepted sessions with who gives them, and drafts that look for a partner."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.calls.models import Response
from heliograph.network.lists import WordsField
from heliograph.network.models import Person


class Format(models.Model):
    """A format of sessions, and how long one lasts; ``key`` is never changed."""

    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="formats")
    key = models.SlugField(_("key"), max_length=40)
    name = I18nCharField(_("name"), max_length=120)
    about = I18nTextField(_("what it is"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conference", "key"], name="format_key_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="format_lasts"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Session(models.Model):
    """A session that was accepted; ``response`` is the proposal. ``stands`` is false once it was withdrawn or declined.

    ``minutes`` is its format's length, or what the organizers of the conference have set. ``needs`` are keys of
    equipment (``timetable/equipment.py``). ``not_at`` are stretches in which it cannot be given: pairs of instants, ISO
    8601 in UTC. ``summary`` is what was proposed, ``outcome`` what its organizers told afterwards, in ``told_by``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="sessions_held")
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="sessions")
    theme = models.ForeignKey(
        "conference.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(_("language"), max_length=20)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    expected = models.PositiveSmallIntegerField(_("expected participants"), null=True, blank=True)
    needs = WordsField(_("needs"), blank=True)
    not_at = models.JSONField(_("not at"), default=list, blank=True)
    region = models.CharField(max_length=60, blank=True)
    stands = models.BooleanField(default=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    outcome_language = models.CharField(max_length=20, blank=True)
    told_by = models.ForeignKey(Response, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering: ClassVar = ["title", "pk"]
        indexes: ClassVar = [models.Index(fields=["conference", "stands"], name="session_stands")]

    def __str__(self) -> str:
        return self.title


class SessionPerson(models.Model):
    """Somebody who gives a session and can be in one room only: its lead, who organizes along, or a speaker by name.

    ``person`` is empty for a speaker who is not on record; ``email`` then tells him apart. ``shown`` is the name as the
    programme has it, empty where he has not agreed to stand there.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    shown = models.CharField(_("name on the programme"), max_length=200, blank=True)
    organization = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("person of a session")
        verbose_name_plural = _("people of sessions")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.session}: {self.shown}"


class PartnerSearch(models.Model):
    """An idea for a session that looks for a partner; ``response`` is the shared draft, which opens to who is taken in.

    ``regions`` are keys of regions from which a partner is looked for, empty: from any. ``person`` leads it, also once
    the proposals have been made anonymous.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="searches")
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=250)
    idea = models.TextField(_("the idea"))
    language = models.CharField(_("language"), max_length=20)
    regions = WordsField(_("partners from"), blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("search for a partner")
        verbose_name_plural = _("searches for partners")
        ordering: ClassVar = ["-opened_at", "pk"]

    def __str__(self) -> str:
        return self.title


class PartnerOffer(models.Model):
    """Somebody offers to organize along. Who looks for a partner takes him in, or declines with thanks."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    search = models.ForeignKey(PartnerSearch, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(_("what you would bring"), blank=True)
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer of a partner")
        verbose_name_plural = _("offers of partners")
        ordering: ClassVar = ["offered_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["search", "person"], name="partner_offer_once")]

    def __str__(self) -> str:
        return f"{self.search}: {self.offered_at}"
