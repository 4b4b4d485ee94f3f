"""What remains of an event: captions of its recordings, what people thought of it, certificates of attendance."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from heliograph.events.registering.models import Companion, Registration
from heliograph.network.models import Person


class Followed(models.TextChoices):
    """Whether somebody could follow what was said."""

    YES = "yes", pgettext_lazy("could follow", "yes")
    PARTLY = "partly", pgettext_lazy("could follow", "in part")
    NO = "no", pgettext_lazy("could follow", "no")


class CaptionTrack(models.Model):
    """The captions of a recording in one language, as a WebVTT file had them."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey("events.EventDocument", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=20)
    name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering: ClassVar = ["language", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["recording", "language"], name="captions_once")]

    def __str__(self) -> str:
        return f"{self.recording} ({self.language})"


class Cue(models.Model):
    """What is said from ``start`` to ``end`` (milliseconds from the beginning), by whom where the file says so."""

    track = models.ForeignKey(CaptionTrack, on_delete=models.CASCADE, related_name="cues")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    class Meta:
        verbose_name = _("line of captions")
        verbose_name_plural = _("lines of captions")
        ordering: ClassVar = ["track", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["track", "number"], name="cue_number_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="cue_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.track} {self.start}"


class Feedback(models.Model):
    """What somebody thought of a time of an event. It is not kept who: neither a link, nor an order, nor an instant.

    ``useful`` goes from 1 (not at all) to 5 (very).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="feedback")
    useful = models.PositiveSmallIntegerField(_("useful"))
    followed = models.CharField(_("could follow"), max_length=6, choices=Followed.choices)
    words = models.TextField(_("what should be done otherwise next time"), blank=True)
    language = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="feedback_useful_range")
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.useful}"


class FeedbackGiven(models.Model):
    """That for a registration feedback was given, so that it is given once; not which."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("feedback that was given")
        verbose_name_plural = _("feedback that was given")

    def __str__(self) -> str:
        return str(self.registration)


class AttendanceCertificate(models.Model):
    """That somebody took part in an event, as it was printed. ``name`` is empty once he was forgotten.

    It is that of a ``registration``, or of a ``companion`` of a registrant; ``person`` has it, where he is on record,
    also once the answers have been made anonymous.
    It stands while ``revoked_at`` is empty; ``reason`` is why it was revoked, for the desk.
    """

    code = models.CharField(max_length=40, unique=True, editable=False)
    registration = models.OneToOneField(
        Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    companion = models.OneToOneField(Companion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True)
    title = I18nCharField(_("title of the event"), max_length=250)
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=20)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        ordering: ClassVar = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.code


class AfterLetter(models.Model):
    """The letter after a time of an event: written once (``letters`` of it), or ``withheld`` by who runs the event."""

    occurrence = models.OneToOneField("events.Occurrence", on_delete=models.CASCADE, related_name="after_letter")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withheld = models.BooleanField(default=False)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("letter after an event")
        verbose_name_plural = _("letters after events")

    def __str__(self) -> str:
        return str(self.occurrence)
