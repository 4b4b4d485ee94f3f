"""Who tends a mailing: one chain of short tasks per mailing, each calling the next.

A task works for one turn and calls the next one, at once or when the next message falls due. The mailing's row says
which turn it is and until when its task is believed to live; a chain that gives no sign of life by then is broken (its
worker was killed, the queue was emptied) and the sweep begins another. A task whose turn is over has nothing to call:
whatever happens, one chain is left.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks.base import Task

from heliograph.delivery.leases import put_back
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState

#: How long a task may be silent before it is taken for dead.
SILENCE = timedelta(minutes=3)
_TASK = "heliograph.delivery.tasks.deliver"


def hand_on(mailing_id: int, turn: int, when: datetime, at: datetime) -> bool:
    """Call the next task for ``when``, after commit; False where ``turn`` is over and another one has been called."""
    mine = Mailing.objects.filter(pk=mailing_id, state=MailingState.SENDING, turn=turn)
    if not mine.update(turn=turn + 1, tended_until=max(when, at) + SILENCE):
        return False
    transaction.on_commit(partial(_enqueue, mailing_id, turn + 1, when if when > at else None))
    return True


def _enqueue(mailing_id: int, turn: int, when: datetime | None) -> None:
    """Put the task into the queue by name (tasks stand above this module).

    A backend that cannot defer leaves a later turn to the sweep.
    """
    task: Task[[int, int], None] = import_string(_TASK)
    if when is None:
        task.enqueue(mailing_id, turn)
    elif task.get_backend().supports_defer:
        task.using(run_after=when).enqueue(mailing_id, turn)


def show_life(mailing_id: int, at: datetime) -> None:
    """Say that the task at work is alive."""
    Mailing.objects.filter(pk=mailing_id).update(tended_until=at + SILENCE)


def resume(at: datetime) -> list[int]:
    """Put lapsed leases back and begin a new chain for every mailing whose own is broken; returns those mailings.

    The scheduler calls this every minute; more often, or from two schedulers, does no harm.
    """
    put_back(at)
    broken = Mailing.objects.filter(Q(tended_until__lt=at) | Q(tended_until=None), state=MailingState.SENDING)
    turns = list(broken.order_by("pk").values_list("pk", "turn"))
    return [mailing_id for mailing_id, turn in turns if hand_on(mailing_id, turn, at, at)]
