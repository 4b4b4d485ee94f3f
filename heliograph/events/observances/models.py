"""International days and the network's own, and who follows them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.calls.models import Call
from heliograph.events.observances.states import ObservanceKind, ObservanceTheme, Tier
from heliograph.library.models import Document
from heliograph.network.models import Person


class Observance(models.Model):
    """A day, week, year or decade that is marked. ``rule`` says when: ``MM-DD``, an RFC 5545 RRULE, ``YYYY`` or
    ``YYYY/YYYY`` (both included); a week's gives its first day.

    ``own`` are the network's; the others come with the data, by ``key``, with a ``name`` in each of the six languages.
    ``text`` is Markdown: what the network does on it. ``hidden_at``: shown to nobody but staff.
    ``loaded`` are the fields as the data last gave them: what differs from them, staff have written.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("name in addresses"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=ObservanceKind.choices, default=ObservanceKind.DAY)
    rule = models.CharField(_("when"), max_length=120)
    days = models.PositiveSmallIntegerField(_("days that it lasts"), default=1)
    name = I18nCharField(_("name"), max_length=250)
    text = I18nTextField(_("what the network does"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    since_year = models.PositiveSmallIntegerField(_("marked since"), null=True, blank=True)
    proclaimed_by = models.CharField(_("proclaimed by"), max_length=120, blank=True)
    reference = models.CharField(_("resolution"), max_length=200, blank=True)
    theme = models.CharField(_("theme"), max_length=12, choices=ObservanceTheme.choices, default=ObservanceTheme.OTHER)
    tier = models.CharField(_("shown"), max_length=8, choices=Tier.choices, default=Tier.CORE)
    confidence = models.CharField(max_length=8, default="high")
    own = models.BooleanField(default=False)
    loaded = models.JSONField(default=dict, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("observance")
        verbose_name_plural = _("observances")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return str(self.name)


class ObservanceFollower(models.Model):
    """Somebody in whose calendar an observance is to stand."""

    observance = models.ForeignKey(Observance, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("follower of an observance")
        verbose_name_plural = _("followers of observances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observance", "person"], name="observance_follower_once")
        ]

    def __str__(self) -> str:
        return f"{self.observance}: {self.person}"


class ThemeFollower(models.Model):
    """Somebody in whose calendar the main days of a theme are to stand, and the network's own."""

    theme = models.CharField(_("theme"), max_length=12, choices=ObservanceTheme.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("follower of a theme")
        verbose_name_plural = _("followers of themes")
        constraints: ClassVar = [models.UniqueConstraint(fields=["theme", "person"], name="theme_follower_once")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.person}"


class ObservanceCall(models.Model):
    """A call of what the network does on an observance; ``tells``: by it schools tell what they did on it."""

    observance = models.ForeignKey(Observance, on_delete=models.CASCADE, related_name="calls")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", verbose_name=_("call"))
    tells = models.BooleanField(_("schools tell by it what they did"), default=False)

    class Meta:
        verbose_name = _("call of an observance")
        verbose_name_plural = _("calls of observances")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["observance", "call"], name="observance_call_once")]

    def __str__(self) -> str:
        return f"{self.observance}: {self.call}"


class ObservanceDocument(models.Model):
    """A document of the library that is of use on an observance."""

    observance = models.ForeignKey(Observance, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document of an observance")
        verbose_name_plural = _("documents of observances")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observance", "document"], name="observance_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.observance}: {self.document}"


class ObservanceEntry(models.Model):
    """What staff did with an observance; it only grows. ``what`` are the fields that were changed."""

    observance = models.ForeignKey(Observance, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    what = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("entry of an observance")
        verbose_name_plural = _("entries of observances")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.observance}: {self.verb}"
