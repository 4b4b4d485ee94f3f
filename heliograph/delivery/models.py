"""Mailings, their letters, one message for each address; senders; and what is known of addresses.

Delivery knows addresses and finished letters. What the letters say and to whom they go is decided above.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from hashlib import blake2b
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.queries import MailingQuerySet, MessageQuerySet
from heliograph.delivery.states import AddressVerb, Cause, Choice, MailingState, MessageState

#: ``due_at`` of a message that may go as soon as its mailing does, whatever the clock says.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class Mailing(models.Model):
    """One sending; ``key`` makes handing it over twice the same as once, ``topic`` is what one can unsubscribe from.

    A ``stream`` takes single letters as they come and never ends; an ``urgent`` one goes before all others.
    ``starts_at`` is the time for which it is scheduled, ``alive_at`` when a sender last worked on it, ``domain`` what
    its Message-IDs end with, ``trouble`` why it was stopped.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    topic = models.SlugField(max_length=40, db_index=False)
    title = models.CharField(_("title"), max_length=250)
    domain = models.CharField(max_length=120)
    automatic = models.BooleanField(default=False)
    stream = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MailingState.choices, default=MailingState.FILLING)
    created_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=500, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="mailing_by_state")]

    def __str__(self) -> str:
        return self.title


class MailingEntry(models.Model):
    """A line of a mailing's log, which only grows; ``actor`` is a person's name and address, or empty."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    actor = models.CharField(max_length=250, blank=True)
    verb = models.SlugField(max_length=20, db_index=False)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb}: {self.mailing_id}"


class Body(models.Model):
    """A finished letter: of a mailing, for one language and one zone; of a stream, for one message.

    ``subject``, ``html`` and ``text`` hold the marks of ``delivery.letters`` where a message's own name and addresses
    go; ``nameless`` stands for the name of a reader who has given none. After ``good_until`` it
    is of no use and does not go. ``fault`` says why it cannot be written.
    ``forgotten_at`` is when the texts of a single letter were erased.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=20)
    zone = models.CharField(max_length=64)
    subject = models.CharField(max_length=250)
    html = models.TextField()
    text = models.TextField()
    nameless = models.CharField(max_length=100, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    url = models.URLField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    good_until = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailing", "key"], name="body_once_per_key")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language}, {self.zone})"


class Attachment(models.Model):
    """A file that goes with a letter; ``content_type`` with its parameters (``text/calendar; method=REQUEST``)."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Route(models.Model):
    """Readers of a kind get a body: the join by which one statement fills a mailing from an audience's query."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="routes", db_index=False)
    kind = models.CharField(max_length=300)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="routes")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailing", "kind"], name="route_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.body_id}"


class Message(models.Model):
    """One copy of a letter to one address.

    ``key`` makes it one: the address in small letters in a mailing, the caller's key in a stream. While LEASED,
    ``lease`` names the sender that may change the row. ``slot_at`` is its turn under a limit of its domain. ``doubts``
    counts how often a sender ended, or a connection broke, with nobody knowing whether the letter had gone. ``answer``
    is what the server said last, or why nothing was sent.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="messages", db_index=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="messages", db_index=False)
    key = models.CharField(max_length=254)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=AT_ONCE)
    slot_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailing", "key"], name="message_once_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["mailing", "state", "due_at", "id"], name="message_to_send"),
            models.Index(Lower("address"), "id", name="message_by_address"),
            models.Index(Lower("address"), condition=Q(state=MessageState.HELD), name="message_held"),
            models.Index(fields=["lease"], condition=Q(state=MessageState.LEASED), name="message_by_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.mailing_id}"

    @property
    def message_id(self) -> str:
        """The Message-ID (RFC 5322, 3.6.4) without angle brackets; it never changes."""
        return message_id(self.mailing.public_id, self.mailing.domain, self.pk)


def message_id(mailing: uuid.UUID, domain: str, pk: int) -> str:
    """The Message-ID of a mailing's message: the same however often it is made, and not to be guessed.

    Short enough that its header is not folded, which some servers do not unfold.
    """
    return f"{blake2b(pk.to_bytes(8), key=mailing.bytes, digest_size=16).hexdigest()}@{domain}"


class Sender(models.Model):
    """A process that sends, and its sign of life; what it leases is its own for as long as it lives.

    ``rate`` is what it sends at present, in messages a second; ``trouble`` why it cannot, ``next_try_at`` when it tries
    again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.CharField(max_length=120)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    alive_at = models.DateTimeField()
    mailing = models.ForeignKey(Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="senders")
    rate = models.FloatField(default=0.0)
    trouble = models.CharField(max_length=500, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.process}"


class Pace(models.Model):
    """When the next message to a domain (``*``: to any) may go, where a limit is set."""

    domain = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.domain


class Preference(models.Model):
    """How an address, in small letters, wants the letters of a topic, where it has said so."""

    address = models.CharField(max_length=254)
    topic = models.SlugField(max_length=40, db_index=False)
    choice = models.CharField(max_length=10, choices=Choice.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["address", "topic"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.address}: {self.topic} {self.choice}"


class Suppression(models.Model):
    """An address, in small letters, to which nothing is sent any more, until that is lifted; the row stays."""

    address = models.CharField(max_length=254)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    detail = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address"], condition=Q(lifted_at=None), name="suppressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.cause}"


class AddressEntry(models.Model):
    """A line of an address's log, which only grows; the address is in small letters."""

    address = models.CharField(max_length=254, db_index=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=AddressVerb.choices)
    detail = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.address}: {self.verb}"
