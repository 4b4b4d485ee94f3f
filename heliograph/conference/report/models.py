"""Photographs of a conference, and its report as it was made."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.network.keeping import private
from heliograph.network.models import Person


class ReportState(models.Model):
    """Whether readers see the report of a conference: since ``published_at``, empty for the desk alone.

    ``opening`` stands at its beginning: what the organizers say of the conference (Markdown, by language).
    """

    conference = models.OneToOneField("conference.Conference", on_delete=models.CASCADE, related_name="report")
    opening = I18nTextField(_("opening words"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("state of a report")
        verbose_name_plural = _("states of reports")

    def __str__(self) -> str:
        return f"{self.conference}"


class Photograph(models.Model):
    """A photograph with its credit. ``agreed``: everybody on it who can be recognised agreed to be shown."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="photographs")
    file = models.FileField(upload_to="photographs/", max_length=120, storage=private)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = I18nCharField(_("what the photograph shows"), max_length=300)
    marks = models.JSONField(default=dict, blank=True)
    credit = models.CharField(_("credit"), max_length=200)
    agreed = models.BooleanField(_("who can be recognised has agreed"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.credit


class ReportEdition(models.Model):
    """The report as a PDF in one language, as things stood ``as_of``. Readers get the newest that is made.

    ``made_at`` is empty while it is being made; ``problem`` says why it could not be.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="reports")
    language = models.CharField(_("language"), max_length=20)
    file = models.FileField(upload_to="reports/", max_length=120, storage=private, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    as_of = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("edition of a report")
        verbose_name_plural = _("editions of reports")
        ordering: ClassVar = ["-as_of", "-pk"]
        indexes: ClassVar = [models.Index(fields=["conference", "language", "as_of"], name="report_edition_newest")]

    def __str__(self) -> str:
        return f"{self.conference} ({self.language}) {self.as_of}"
