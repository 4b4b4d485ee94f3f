"""One sending, its finished texts, and one copy of them to one address.

Delivery knows addresses and finished letters. What the letters say and to whom they go is decided above.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.states import MailingState, MessageState


class Mailing(models.Model):
    """One sending; ``key`` makes handing it over twice the same as once. ``topic`` is what a reader can unsubscribe from."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    topic = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=250)
    state = models.CharField(max_length=10, choices=MailingState.choices, default=MailingState.FILLING)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return self.title


class Body(models.Model):
    """A finished letter for one language and one zone.

    ``html`` and ``text`` hold the marks of ``delivery.letters`` where a message's own name and addresses go.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="bodies")
    language = models.CharField(max_length=20)
    zone = models.CharField(max_length=64)
    subject = models.CharField(max_length=250)
    html = models.TextField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "language", "zone"], name="body_once_per_language_and_zone")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language}, {self.zone})"


class Message(models.Model):
    """One copy of a mailing to one address; ``message_id`` (RFC 5322, without angle brackets) never changes."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="messages")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="messages")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "address"], name="message_once_per_address")
        ]
        indexes: ClassVar = [models.Index(fields=["mailing", "state", "due_at"], name="message_to_send")]

    def __str__(self) -> str:
        return f"{self.address}: {self.mailing_id}"


class OptOut(models.Model):
    """An address that wants no more letters on a topic."""

    address = models.EmailField(max_length=254)
    topic = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["address", "topic"], name="opt_out_once")]

    def __str__(self) -> str:
        return f"{self.address}: {self.topic}"
