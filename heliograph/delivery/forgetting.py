"""What time takes away: the texts of single letters long sent, limits that hold nobody back, times left by a clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.sending import pacing, senders
from heliograph.delivery.sending.scripts import erase
from heliograph.delivery.sending.waiting import WAITS
from heliograph.delivery.states import UNFINISHED, MessageState

#: For how long the text of a single letter is kept after it was written; that it was sent stays known.
KEPT_FOR = timedelta(days=30)
BATCH = 1000


def forget(at: datetime) -> int:
    """Erase the texts of single letters that are old and done with, and what else is left over; returns how many
    letters. Bounded by a batch.
    """
    pacing.forget(at)
    senders.tidy()
    open_ = Message.objects.filter(body=OuterRef("pk"), mailing=OuterRef("mailing"), state__in=_NEEDED)
    old = Body.objects.filter(mailing__stream=True, forgotten_at=None, written_at__lt=at - KEPT_FOR)
    keys = list(old.exclude(Exists(open_)).order_by("written_at").values_list("pk", flat=True)[:BATCH])
    erase(keys)
    return len(keys)


#: A letter in one of these states is still to be sent, by itself or in a digest.
_NEEDED = (*UNFINISHED, MessageState.HELD)


def pull_in(at: datetime) -> int:
    """Make due what no wait could have put so far ahead: the clock has been set back since. Returns how many."""
    longest = WAITS[-1] * 1.2
    mailings = Mailing.objects.sending().values("pk")
    late = Message.objects.filter(mailing__in=mailings, state=MessageState.QUEUED, due_at__gt=at + longest)
    return late.filter(slot_at=None).update(due_at=at)
