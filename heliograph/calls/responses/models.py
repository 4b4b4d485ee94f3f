"""What the table of responses keeps: keys by which answers are found, saved views, notes of organizers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Call, Response
from heliograph.network.models import Person


class AnswerKey(models.Model):
    """By what an answer is found and sorted; derived from its response, made anew with it (``responses/keys.py``).

    ``question`` is a question's key, or with ``@`` before it the name of something else that a response has. An answer
    of several parts has several rows, numbered by ``place`` from 0; it is sorted by the first.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="keys", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=41)
    place = models.PositiveSmallIntegerField(default=0)
    value = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("key of an answer")
        verbose_name_plural = _("keys of answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "question", "place"], name="answer_key_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["call", "question", "place", "value", "response"], name="answer_key_order"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class SavedView(models.Model):
    """A table of responses as somebody has set it up; ``query`` is what stands in its address.

    ``shared``: with all who run the call. ``first``: it is what its owner sees when he comes to the table.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="saved_views")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(blank=True)
    shared = models.BooleanField(_("for all who run this call"), default=False)
    first = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "person", "name"], name="saved_view_name"),
            models.UniqueConstraint(fields=["call", "person"], condition=Q(first=True), name="saved_view_first"),
        ]

    def __str__(self) -> str:
        return self.name


class ResponseNote(models.Model):
    """What an organizer has written down about a response, for those who run its call; its respondent never sees it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("note"))
    token = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("note on a response")
        verbose_name_plural = _("notes on responses")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "token"], condition=~Q(token=""), name="response_note_once")
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.text[:40]}"
