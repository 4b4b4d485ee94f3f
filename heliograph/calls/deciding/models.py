"""What an organizer has to say with a decision, and decisions on many answers at once."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField


class DecisionText(models.Model):
    """What the letters about a decision on answers to a call always say, in the organizer's words: plain text."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="decision_texts")
    verb = models.CharField(max_length=12)
    text = I18nTextField(_("text"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("text of a decision")
        verbose_name_plural = _("texts of decisions")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "verb"], name="decision_text_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.verb}"


class DecisionBatch(models.Model):
    """Decisions on several answers: looked at first, then done in chunks; ``verb`` is empty where they differ.

    ``steps`` is a list of ``[response, verb, version, note, comments]``: the primary key, what is done, the version of
    the response that was looked at, what its letter alone says, and whether that has what reviewers wrote for who
    answered. ``note`` is what all letters say. ``done`` is how many
    steps were gone through; ``refused`` has ``[response, code, state, sentence]`` of those that could not be done.
    ``token`` is what the form carried: the same token is the same batch. ``worked_at`` is the last sign of life.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="decision_batches")
    verb = models.CharField(max_length=12, blank=True)
    note = I18nTextField(_("note"), blank=True)
    steps = models.JSONField(default=list)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=64)
    by = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=20, default="en")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)

    class Meta:
        verbose_name = _("decisions at once")
        verbose_name_plural = _("decisions at once")
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "token"], name="decision_batch_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["worked_at"],
                condition=models.Q(confirmed_at__isnull=False, finished_at__isnull=True),
                name="decision_batch_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.verb}"
