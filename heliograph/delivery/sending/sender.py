"""A sender at work: it leases messages, hands them to a carrier, writes down each one's fate, and leases more.

What is leased is what is in flight: the messages offered, those about to be, and those whose result is not written
down yet, never more than ``WINDOW``. Results are written, and new messages leased, in one short transaction.
"""

from __future__ import annotations

import logging
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from heliograph.delivery.addresses import Malformed, normal
from heliograph.delivery.bounces.receiving import note_refusal
from heliograph.delivery.mailings import MALFORMED
from heliograph.delivery.sending import ledger, pacing
from heliograph.delivery.sending.carriers import Carrier
from heliograph.delivery.sending.ledger import Again, Leased
from heliograph.delivery.sending.pacing import Limits
from heliograph.delivery.sending.scripts import Scripts, Unwritable
from heliograph.delivery.sending.waiting import OUTAGE_WAITS, WAITS, Clock, T, steadily, wait
from heliograph.delivery.sending.watch import Watch
from heliograph.delivery.smtp.parcels import Fate, Outcome
from heliograph.delivery.states import Unavailable
from heliograph.delivery.writing.composing import To

log = logging.getLogger(__name__)

#: The fewest and the most messages that one sender has in its hands: what may go twice where it is killed. Between
#: them it has as many as go in the time in which results wait to be written down.
FEWEST, WINDOW = 16, 64
#: Results are written down when a third of the window is, or the oldest has waited so long.
PATIENCE_SECONDS = 0.05
#: How long to wait for results at most before looking at the database again.
WAIT_SECONDS = 0.2
#: How long to let be where nothing may be taken now: all is in others' hands, or a limit is reached.
REST_SECONDS = 0.05


@dataclass
class Results:
    """What is to be written down."""

    sent: list[tuple[int, datetime, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    again: list[Again] = field(default_factory=list)
    refusals: list[tuple[str, Outcome]] = field(default_factory=list)
    since: float = 0.0

    def __len__(self) -> int:
        return len(self.sent) + len(self.refused) + len(self.again)

    @property
    def keys(self) -> list[int]:
        """The messages that they are about."""
        return [row[0] for row in self.sent] + [row[0] for row in self.refused] + [one.pk for one in self.again]


class Sender:
    """One sender. ``turn`` does one round; ``stop`` ends with nothing left in its hands."""

    def __init__(self, carrier: Carrier, now: Clock, limits: Limits | None = None) -> None:
        self._carrier, self._now, self._limits = carrier, now, limits or Limits()
        self._watch = Watch(now)
        self._scripts = Scripts(carrier)
        self._leased: dict[int, Leased] = {}
        self._stock: deque[Leased] = deque()
        self._results = Results()
        self._outages = 0
        self._closed_until: datetime | None = None
        self._rests_until = 0.0
        self._is_in_doubt = False
        #: Messages a second between the last two writes.
        self._pace, self._written_at = 0.0, time.monotonic()

    def turn(self, pause: float = WAIT_SECONDS) -> bool:
        """Offer, collect, write down, lease; waits up to ``pause`` seconds. False where there was nothing to do."""
        self._beat()
        self._offer()
        self._collect(pause if self._carrier.pending() else 0.0)
        if self._is_time_to_write():
            self._write()
        return bool(self._leased)

    def has_more(self) -> bool:
        """Whether there is anything due that this sender could take, after a look and a short rest."""
        time.sleep(REST_SECONDS if time.monotonic() < self._rests_until else 0.0)
        return not self._is_closed() and self._watch.has_work(anew=True)

    def stop(self, grace: float = 10.0) -> None:
        """Wait up to ``grace`` seconds for what is on its way, write it down, give the rest back."""
        for outcome in self._carrier.close(grace):
            self._settle(outcome)
        self._results.again += [Again(each.pk, each.due_at, slot_at=each.slot_at) for each in self._stock]
        self._stock.clear()
        self._steadily(self._record)
        self._watch.close()

    def _beat(self) -> None:
        if not self._watch.is_due():
            return
        if not self._steadily(lambda: self._watch.beat(self._closed_until)):
            log.error("This sender was taken for dead: its messages were given back, it begins anew.")
            self._lose_stock()

    def _lose_stock(self) -> None:
        """What was not begun is ours no more; what was is not either, but where it is sent, that is still told."""
        for each in self._stock:
            self._leased.pop(each.pk, None)
        self._stock.clear()

    # -- offering

    def _offer(self) -> None:
        """Fill the carrier's room from the stock."""
        count = 0 if self._is_closed() else min(len(self._stock), self._carrier.room())
        try:
            for _ in range(count):
                self._offer_one(self._stock[0])
                self._stock.popleft()
        except Unavailable as error:
            self._close(error)

    def _offer_one(self, each: Leased) -> None:
        try:
            self._carrier.offer(self._scripts.prepared(each.body_id, self._now), self._to(each))
        except Malformed:
            self._refuse(each, MALFORMED)
        except Unwritable as error:
            self._refuse(each, str(error))

    @staticmethod
    def _to(each: Leased) -> To:
        return To(each.pk, normal(each.address), each.name)

    def _refuse(self, each: Leased, why: str) -> None:
        self._results.refused.append((each.pk, why[:500]))

    def _close(self, error: Unavailable) -> None:
        """Nothing can be sent for a while: what was not begun goes back, so that others or a restart may have it."""
        self._closed_until = self._now() + wait(OUTAGE_WAITS, self._outages, random.random())
        self._outages += 1
        self._watch.trouble = error.reason
        self._results.again += [Again(each.pk, each.due_at, slot_at=each.slot_at) for each in self._stock]
        self._stock.clear()
        self._watch.hurry()

    def _is_closed(self) -> bool:
        """Closed until a time; one that lies too far ahead was set before the clock was set back."""
        if self._closed_until is None:
            return False
        left = self._closed_until - self._now()
        if timedelta() < left <= 2 * OUTAGE_WAITS[-1]:
            return True
        self._closed_until = None
        return False

    # -- collecting

    def _collect(self, pause: float) -> None:
        for outcome in self._carrier.collect(pause):
            self._settle(outcome)

    def _settle(self, outcome: Outcome) -> None:
        each = self._leased.get(outcome.key)
        if each is None:
            return
        if not self._results:
            self._results.since = time.monotonic()
        if outcome.fate == Fate.ACCEPTED:
            self._accepted(outcome)
        elif outcome.fate == Fate.REFUSED:
            self._refuse(each, outcome.answer)
            self._results.refusals.append((each.address, outcome))
        else:
            self._later(each, outcome)

    def _accepted(self, outcome: Outcome) -> None:
        self._results.sent.append((outcome.key, self._now(), outcome.answer))
        if self._outages:
            self._outages, self._watch.trouble = 0, ""
            self._watch.hurry()

    def _later(self, each: Leased, outcome: Outcome) -> None:
        """Again after a wait that grows with the attempts, given up after the last; at once where it was not tried."""
        if outcome.fate == Fate.UNTRIED:
            self._results.again.append(Again(each.pk, each.due_at, slot_at=each.slot_at))
        elif each.attempts >= len(WAITS):
            self._refuse(each, f"given up after {each.attempts + 1} attempts: {outcome.answer}")
        else:
            due_at = self._now() + wait(WAITS, each.attempts, random.random())
            doubt = outcome.fate == Fate.DOUBTFUL
            self._results.again.append(Again(each.pk, due_at, outcome.answer, attempt=True, doubt=doubt))

    # -- the database

    def _is_time_to_write(self) -> bool:
        if len(self._results) >= self._group or (self._results and not self._carrier.pending()):
            return True
        if self._results and time.monotonic() - self._results.since >= PATIENCE_SECONDS:
            return True
        return self._wants_more()

    def _wants_more(self) -> bool:
        """Whether the stock runs low while there is place in the window and mailings have more, as far as is known."""
        if len(self._stock) >= self._group or self._free() < self._group or self._is_closed():
            return False
        return time.monotonic() >= self._rests_until and self._steadily(self._watch.has_work)

    def _free(self) -> int:
        """How many more may be in this sender's hands once the results are written down."""
        return self._window - len(self._leased) + len(self._results)

    @property
    def _window(self) -> int:
        return min(WINDOW, FEWEST + int(self._pace * 1.5 * PATIENCE_SECONDS))

    @property
    def _group(self) -> int:
        return self._window // 3

    def _write(self) -> None:
        self._steadily(self._record_and_lease)

    def _steadily(self, work: Callable[[], T]) -> T:
        return steadily(work, self._doubt_database)

    def _doubt_database(self) -> None:
        """A transaction may have been kept whose end this sender was not told of."""
        self._is_in_doubt = True

    def _record(self) -> None:
        with transaction.atomic():
            self._put_down()
        self._forget()

    def _record_and_lease(self) -> None:
        with transaction.atomic():
            if self._is_in_doubt:
                ledger.give_back_unknown(self._watch.id, list(self._leased))
            self._put_down()
            taken = [] if self._is_closed() else self._take()
        self._is_in_doubt = False
        self._forget()
        self._stock.extend(taken)
        self._leased.update({each.pk: each for each in taken})

    def _put_down(self) -> None:
        results, at = self._results, self._now()
        ledger.record_sent(results.sent)
        ledger.record_refused(self._watch.id, results.refused)
        ledger.give_back(self._watch.id, results.again)
        for address, outcome in results.refusals:
            note_refusal(address, outcome.code, outcome.answer, outcome.at_recipient, at)
        self._scripts.forget_secrets([self._leased[row[0]].body_id for row in results.sent if row[0] in self._leased])

    def _forget(self) -> None:
        """Once it is written down for good."""
        for key in self._results.keys:
            self._leased.pop(key, None)
        self._watch.count(len(self._results.sent))
        self._note_pace(len(self._results))
        self._results = Results()

    def _note_pace(self, written: int) -> None:
        before, self._written_at = self._written_at, time.monotonic()
        if written:
            self._pace = written / max(self._written_at - before, 0.001)

    def _take(self) -> list[Leased]:
        """Lease more, urgent mailings first. In the transaction that writes results down."""
        at = self._now()
        size = pacing.allowed(self._limits, self._free(), at)
        taken = self._watch.take(size, at)
        if not taken:
            self._rests_until = time.monotonic() + REST_SECONDS
        now, later = pacing.spread(taken, self._limits, at)
        pacing.note_taken(self._limits, len(now), at)
        ledger.give_back(self._watch.id, later)
        self._scripts.load({each.body_id for each in now})
        return now


def drain(sender: Sender, until: Callable[[], bool] = lambda: False) -> None:
    """Send what is due until nothing is, or ``until`` says so; then stop the sender."""
    try:
        while not until() and (sender.turn() or sender.has_more()):
            pass
    finally:
        sender.stop()
