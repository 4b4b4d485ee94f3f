"""One turn of work on a mailing: lease a batch, send it over one connection, record each result at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F

from heliograph.delivery import turns
from heliograph.delivery.composing import Sheet, compose
from heliograph.delivery.leases import lapses_soon, lease, put_back, release
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.post import Post
from heliograph.delivery.queries import due, next_due, unfinished
from heliograph.delivery.states import GiveUp, MailingState, MessageState, Retry, Unavailable

Clock = Callable[[], datetime]

#: How long a task works before it hands on: short, so that a worker told to stop does, and serves others between.
TURN = timedelta(seconds=8)
#: Waits before the second, third, … attempt at a message; after the last it is given up. About seven hours in all.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 180))
#: Waits after the first, second, … failure to reach the server; the last one is repeated for as long as it takes.
OUTAGE_WAITS = tuple(timedelta(seconds=s) for s in (5, 10, 20, 40, 60, 120, 300, 600))
#: Pauses between tries to write down a result that the database would not take.
PAUSES = (0.1, 0.5, 2.0, 5.0)


def tend(mailing_id: int, turn: int, now: Clock) -> None:
    """Do one turn of a mailing and call the next; nothing where the mailing is finished or the turn is another's."""
    mailing = Mailing.objects.filter(pk=mailing_id, state=MailingState.SENDING, turn=turn).first()
    if mailing is None:
        return
    earliest = work(mailing, now)
    finish(mailing, now())
    when = next_due(mailing_id)
    if when is not None:
        turns.hand_on(mailing_id, turn, max(when, earliest), now())


def work(mailing: Mailing, now: Clock) -> datetime:
    """Send what is due until nothing is, the turn is over, or the server fails; returns before when not to go on."""
    over = now() + TURN
    put_back(now(), mailing.pk)
    with Post() as post:
        while (at := now()) < over:
            turns.show_life(mailing.pk, at)
            batch = lease(mailing, at)
            if not batch and not due(mailing.pk, at).exists():
                break
            try:
                send_batch(mailing, batch, post, now)
            except Unavailable as error:
                return _outage(mailing, error, now())
    return now()


def send_batch(mailing: Mailing, batch: list[Message], post: Post, now: Clock) -> None:
    """Send leased messages one by one. Raises Unavailable; what was not tried is back in the queue then."""
    bodies = Body.objects.in_bulk({message.body_id for message in batch})
    sheet = Sheet.of(mailing)
    try:
        for message in batch:
            if lapses_soon(message, now()):
                break
            _send(message, bodies[message.body_id], sheet, post, now)
            _over_it(mailing)
    finally:
        release(batch)


def _send(message: Message, body: Body, sheet: Sheet, post: Post, now: Clock) -> None:
    try:
        post.send(compose(message, body, sheet))
    except Unavailable:
        raise
    except Retry as error:
        steadily(partial(record_retry, message, error.reason, now()))
    except GiveUp as error:
        steadily(partial(record_refused, message, error.reason))
    else:
        steadily(partial(record_sent, message, now()))


def steadily(write: Callable[[], None]) -> None:
    """Write a result, again after a pause where the database is locked or was restarted: a sent message unrecorded is
    one sent twice. Raises the last error after about eight seconds."""
    for pause in PAUSES:
        try:
            return write()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(pause)
    return write()


def record_sent(message: Message, at: datetime) -> None:
    """Sent is sent, even where the lease lapsed meanwhile."""
    Message.objects.filter(pk=message.pk).exclude(state=MessageState.SENT).update(
        state=MessageState.SENT, sent_at=at, attempts=F("attempts") + 1, lease=None, leased_until=None, reason=""
    )


def record_refused(message: Message, reason: str) -> None:
    """Never again, and why; nothing where the lease is another's by now."""
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        state=MessageState.REFUSED, attempts=F("attempts") + 1, lease=None, leased_until=None, reason=reason[:500]
    )


def record_retry(message: Message, reason: str, at: datetime) -> None:
    """Again after a wait that grows with the attempts, given up after the last; not where the lease is another's."""
    if message.attempts >= len(WAITS):
        return record_refused(message, f"given up after {message.attempts + 1} attempts: {reason}")
    due_at = at + wait(WAITS, message.attempts, random.random())
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        state=MessageState.QUEUED,
        attempts=F("attempts") + 1,
        due_at=due_at,
        lease=None,
        leased_until=None,
        reason=reason[:500],
    )
    return None


def wait(waits: tuple[timedelta, ...], failures: int, chance: float) -> timedelta:
    """The wait after so many earlier failures, spread by up to a fifth either way (``chance`` in [0, 1))."""
    return waits[min(failures, len(waits) - 1)] * (0.8 + 0.4 * chance)


def _outage(mailing: Mailing, error: Unavailable, at: datetime) -> datetime:
    Mailing.objects.filter(pk=mailing.pk).update(outages=F("outages") + 1, trouble=error.reason)
    return at + wait(OUTAGE_WAITS, mailing.outages, random.random())


def _over_it(mailing: Mailing) -> None:
    if mailing.outages:
        Mailing.objects.filter(pk=mailing.pk).update(outages=0, trouble="")
        mailing.outages = 0


def finish(mailing: Mailing, at: datetime) -> None:
    """Close the mailing where no message is left; the last of several workers does it."""
    sending = Mailing.objects.filter(pk=mailing.pk, state=MailingState.SENDING)
    if not unfinished(mailing.pk).exists():
        sending.update(state=MailingState.SENT, finished_at=at, tended_until=None, outages=0, trouble="")
