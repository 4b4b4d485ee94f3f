"""A reader has a new address: what he has chosen, and what waits for him, goes along."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from heliograph.delivery.addresses import key
from heliograph.delivery.choosing import mend
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Message, Preference
from heliograph.delivery.preferences import choices, choose
from heliograph.delivery.states import Choice, MessageState, Refused
from heliograph.delivery.topics import topic, topics


@transaction.atomic
def move(before: str, after: str, at: datetime, actor: str = "") -> None:
    """Let ``after`` have what ``before`` has chosen and what waits for it; what ``after`` itself has said stands.

    That nothing may be sent to ``before`` stays known of it alone. Where letters to ``after`` were stopped because they
    came back, they go again: its reader has just confirmed it from there.
    """
    old, new = key(before), key(after)
    if old == new:
        return
    _move_choices(old, new, at, actor)
    _move_waiting(old, after)
    try:
        mend(after, at)
    except Refused:
        # Stopped by a person at the desk: that stands.
        return


def _move_choices(old: str, new: str, at: datetime, actor: str) -> None:
    rows = Preference.objects.select_for_update().filter(address=old).order_by("topic")
    said = set(Preference.objects.filter(address=new).values_list("topic", flat=True))
    for row in rows:
        if row.topic not in said and row.choice in choices(topic(row.topic)):
            choose(Subscription(new, row.topic), Choice(row.choice), at, actor)
    rows.delete()


def _move_waiting(old: str, after: str) -> None:
    """Letters held or queued, but for mailings in which the new address has its own copy.

    Transactional ones stay: among them is the one that warns the old mailbox of this very change.
    """
    kept = [about.slug for about in topics() if about.transactional]
    waiting = Message.objects.to_address(old).filter(state__in=[MessageState.HELD, MessageState.QUEUED])
    waiting = waiting.exclude(mailing__topic__in=kept)
    own = Message.objects.to_address(after).filter(mailing=OuterRef("mailing"), mailing__stream=False)
    moved = Message.objects.filter(pk__in=list(waiting.exclude(Exists(own)).values_list("pk", flat=True)))
    to_many = list(moved.filter(mailing__stream=False).values_list("pk", flat=True))
    moved.update(address=after)
    Message.objects.filter(pk__in=to_many).update(key=key(after))
