"""How those who are registered come, and letters that invite them, as embassies ask for them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Response
from heliograph.conference.states import LetterState
from heliograph.network.models import Person


class Stay(models.Model):
    """Of somebody's ``registration``: his answer to the follow-up call, and when he was asked for it last."""

    registration = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    response = models.OneToOneField(Response, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")

    def __str__(self) -> str:
        return f"{self.registration} {self.asked_at or ''}"


class InvitationLetter(models.Model):
    """A letter that says that somebody is invited; ``response`` is his registration, which has one that stands at most.

    ``name`` is his name as in the passport, ``organization`` and ``country`` (its code) what the letter says of him.
    Once the secretariat has signed it off it has a ``code``, by which anybody can verify it. Neither number nor date of
    birth are kept here: they stay among the answers to the follow-up call, which are kept for a short time. ``seal`` is
    the digest of all that it was signed off with.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=LetterState.choices, default=LetterState.ASKED)
    name = models.CharField(_("name as in the passport"), max_length=200)
    organization = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    embassy = models.CharField(_("to which embassy"), max_length=200, blank=True)
    language = models.CharField(max_length=20, default="en")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation letter")
        verbose_name_plural = _("invitation letters")
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__isnull=False) | ~Q(state=LetterState.SIGNED), name="invitation_letter_code"
            ),
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(state__in=[LetterState.ASKED, LetterState.SIGNED]),
                name="invitation_letter_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
