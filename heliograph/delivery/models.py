"""One sending, its finished texts, and one copy of them to one address.

Delivery knows addresses and finished letters. What the letters say and to whom they go is decided above.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.states import MailingState, MessageState


class Mailing(models.Model):
    """One sending; ``key`` makes handing it over twice the same as once, ``topic`` is what one can unsubscribe from.

    ``turn`` is the number of the task that tends the mailing now, ``tended_until`` the time by which that task gives
    its next sign of life; ``outages`` counts failures to reach the mail server in a row, ``trouble`` says what the last
    one was.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    topic = models.SlugField(max_length=40, db_index=False)
    title = models.CharField(_("title"), max_length=250)
    automatic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MailingState.choices, default=MailingState.FILLING)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    tended_until = models.DateTimeField(null=True, blank=True)
    outages = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return self.title


class Body(models.Model):
    """A finished letter for one language and one zone.

    ``subject``, ``html`` and ``text`` hold the marks of ``delivery.letters`` where a message's own name and addresses
    go; ``nameless`` stands for the name of a reader who has given none.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="bodies")
    language = models.CharField(max_length=20)
    zone = models.CharField(max_length=64)
    subject = models.CharField(max_length=250)
    html = models.TextField()
    text = models.TextField()
    nameless = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "language", "zone"], name="body_once_per_language_and_zone")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language}, {self.zone})"


class Message(models.Model):
    """One copy of a mailing to one address; ``message_id`` (RFC 5322, without angle brackets) never changes.

    While LEASED, ``lease`` names the one worker's batch that may change the row and ``leased_until`` when it lapses.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="messages")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="messages")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [models.UniqueConstraint("mailing", Lower("address"), name="message_once_per_address")]
        indexes: ClassVar = [models.Index(fields=["mailing", "state", "due_at", "id"], name="message_to_send")]

    def __str__(self) -> str:
        return f"{self.address}: {self.mailing_id}"


class OptOut(models.Model):
    """An address, in small letters, that wants no more letters on a topic."""

    address = models.EmailField(max_length=254)
    topic = models.SlugField(max_length=40, db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["address", "topic"], name="opt_out_once")]

    def __str__(self) -> str:
        return f"{self.address}: {self.topic}"
