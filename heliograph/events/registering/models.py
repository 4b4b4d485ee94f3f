"""The place that a registrant has at one time of an event, the links it had before, and reminders that were written."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import CoRespondent, Response
from heliograph.events.states import Seat
from heliograph.network.models import Person


def new_token() -> str:
    """A secret for a personal link."""
    return secrets.token_urlsafe(18)


class Registration(models.Model):
    """The place that a response asks for at one time of an event; whether it has it, the response's state says.

    ``token`` is the secret of the personal link to join; ``token_renewed_at`` says since when it is another than the
    first. ``joined_at`` is when the link was used first while it was open, ``came_at`` when somebody at the door
    (``came_by``) noted that he had come.
    """

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="registrations")
    seat = models.CharField(_("takes part"), max_length=4, choices=Seat.choices, default=Seat.LINE)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    token_renewed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    came_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.response_id}"

    @property
    def attended(self) -> bool:
        """Whether he is known to have taken part."""
        return self.joined_at is not None or self.came_at is not None


class Companion(models.Model):
    """That somebody who answers along with who registered took part himself: the row is made when he does.

    ``joined_at`` is when he joined by the link of his own reminder, ``came_at`` when somebody at the door (``came_by``)
    noted that he had come.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="companions")
    co_respondent = models.OneToOneField(CoRespondent, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    came_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("companion of a registrant")
        verbose_name_plural = _("companions of registrants")

    def __str__(self) -> str:
        return f"{self.registration}: {self.co_respondent_id}"

    @property
    def attended(self) -> bool:
        """Whether he is known to have taken part."""
        return self.joined_at is not None or self.came_at is not None


class ReplacedLink(models.Model):
    """A link to join that was renewed: it opens nothing any more, and its page says so."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="replaced_links")
    token = models.CharField(max_length=40, unique=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("replaced link")
        verbose_name_plural = _("replaced links")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration}: {self.at}"


class OccurrenceReminder(models.Model):
    """The registrants of a time were reminded so many ``hours`` before it begins, at the ``start`` that it had then."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="reminders")
    hours = models.PositiveSmallIntegerField()
    start = models.DateTimeField()
    at = models.DateTimeField()
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reminder of an event")
        verbose_name_plural = _("reminders of events")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["occurrence", "hours", "start"], name="occurrence_reminder_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="occurrence_reminder_before"),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.hours}"
