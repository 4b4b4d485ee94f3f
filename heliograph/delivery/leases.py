"""Which worker holds which messages: a lease is taken for a batch, lapses by itself, and names its holder.

On PostgreSQL the rows are locked and those that another worker has locked are passed over (SKIP LOCKED); on SQLite the
transaction is IMMEDIATE, so that one worker at a time reads and marks.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from heliograph.delivery.addresses import key
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.queries import due
from heliograph.delivery.states import MailingState, MessageState
from heliograph.delivery.unsubscribing import opted_out

#: How long a batch is its worker's, and how long before that he begins nothing new: longer than one message can take
#: with every answer of the server just within EMAIL_TIMEOUT.
LEASE = timedelta(minutes=3)
MARGIN = timedelta(seconds=110)
BATCH = 50


def lease(mailing: Mailing, at: datetime, size: int = BATCH) -> list[Message]:
    """Take up to ``size`` due messages, longest due first; who opted out since the mailing was filled is skipped."""
    holder = uuid.uuid4()
    with transaction.atomic():
        rows = due(mailing.pk, at).select_for_update(skip_locked=True).order_by("due_at", "id")
        taken = list(rows.values_list("pk", flat=True)[:size])
        Message.objects.filter(pk__in=taken).update(state=MessageState.LEASED, lease=holder, leased_until=at + LEASE)
    batch = list(Message.objects.filter(pk__in=taken).order_by("due_at", "id"))
    return _wanted(mailing.topic, batch)


def _wanted(topic: str, batch: list[Message]) -> list[Message]:
    gone = opted_out(topic, [message.address for message in batch])
    unwanted = [message.pk for message in batch if key(message.address) in gone]
    if unwanted:
        Message.objects.filter(pk__in=unwanted).update(state=MessageState.SKIPPED, lease=None, leased_until=None)
    return [message for message in batch if message.pk not in unwanted]


def lapses_soon(message: Message, at: datetime) -> bool:
    """Whether the lease leaves too little time to begin sending the message."""
    return message.leased_until is None or at >= message.leased_until - MARGIN


def release(batch: list[Message]) -> None:
    """Give back what was not tried; what has been recorded meanwhile, or is another's by now, stays as it is."""
    holders = {message.lease for message in batch}
    held = Message.objects.filter(pk__in=[m.pk for m in batch], lease__in=holders, state=MessageState.LEASED)
    held.update(state=MessageState.QUEUED, lease=None, leased_until=None)


def put_back(at: datetime, mailing_id: int | None = None) -> int:
    """Return lapsed leases to the queue, of one mailing or of all; returns how many.

    One of each worker's batch may have gone out without being recorded: it goes again, with the same Message-ID.
    """
    lapsed = Message.objects.filter(
        mailing__state=MailingState.SENDING, state=MessageState.LEASED, leased_until__lte=at
    )
    if mailing_id is not None:
        lapsed = lapsed.filter(mailing_id=mailing_id)
    keys = lapsed.values_list("pk", flat=True)
    return Message.objects.filter(pk__in=keys, state=MessageState.LEASED, leased_until__lte=at).update(
        state=MessageState.QUEUED, lease=None, leased_until=None, reason="the worker stopped; sent again"
    )
