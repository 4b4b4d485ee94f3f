"""Posters that were accepted, as they are shown, and who appreciates them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Response, StoredContent
from heliograph.network.keeping import private
from heliograph.network.models import Organization, Person


class Poster(models.Model):
    """A poster: ``response`` is what was sent. It is ``shown`` while that is accepted and ``consented``.

    ``number`` is given with the first acceptance and never again. ``file`` are the bytes that were accepted, kept while
    it is shown; ``preview`` (readable on a screen; ``width`` and ``height`` are its pixels), ``thumbnail`` and, of a
    PDF, a ``copy`` that says nothing of its author are made of them, ``failed_at`` is when that was not possible.
    ``region`` is the slug of a region of the network. ``person`` is whose it is, where he is on record, also once the
    answers have been made anonymous.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="posters_shown")
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    alt = models.TextField(_("what the poster shows"), blank=True)
    credit = models.CharField(_("credit line"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=20)
    theme = models.ForeignKey(
        "conference.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="posters"
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization_name = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(StoredContent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.FileField(upload_to="posters/", max_length=120, storage=private, blank=True)
    thumbnail = models.FileField(upload_to="posters/", max_length=120, storage=private, blank=True)
    copy = models.FileField(upload_to="posters/", max_length=120, storage=private, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    consented = models.BooleanField(default=False)
    shown = models.BooleanField(default=False)
    failed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("poster")
        verbose_name_plural = _("posters")
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conference", "number"], name="poster_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["conference", "shown", "region"], name="poster_shown")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Appreciation(models.Model):
    """A participant appreciates a poster: only how many do is shown."""

    poster = models.ForeignKey(Poster, on_delete=models.CASCADE, related_name="appreciations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("appreciation of a poster")
        verbose_name_plural = _("appreciations of posters")
        constraints: ClassVar = [models.UniqueConstraint(fields=["poster", "person"], name="appreciation_once")]

    def __str__(self) -> str:
        return f"{self.poster}"
