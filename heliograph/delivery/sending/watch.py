"""What a sender knows of the others and of the work: signs of life, who has ended, which mailings have messages due."""

from __future__ import annotations

import time
from collections import deque
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from heliograph.delivery import steering
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.sending import ledger, senders
from heliograph.delivery.sending.ledger import Leased
from heliograph.delivery.sending.looking import looked_at
from heliograph.delivery.sending.waiting import Clock
from heliograph.delivery.states import MailingState, MessageState

#: Between two signs of life.
BEAT_SECONDS = 2.0
#: Between two looks for work where there is none: the longest that a new letter waits for an idle sender.
LOOK_SECONDS = 0.15
#: The rate is that of so many seconds past.
RATE_SECONDS = 5.0


class Watch:
    """Of one sender; ``trouble`` is what stands in its way."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._registration = senders.Registration()
        self._next_beat = self._next_look = 0.0
        self._work: deque[int] = deque()
        self._urgent: frozenset[int] = frozenset()
        self._topics: dict[int, str] = {}
        self._counts: deque[tuple[float, int]] = deque()
        self.trouble = ""

    @property
    def id(self) -> UUID:
        return self._registration.id

    # -- signs of life

    def is_due(self) -> bool:
        return time.monotonic() >= self._next_beat

    def hurry(self) -> None:
        """Give the next sign of life at once: something has changed."""
        self._next_beat = 0.0

    def beat(self, closed_until: datetime | None) -> bool:
        """Give a sign of life and look after what has ended; False where this sender was taken for dead meanwhile.

        Mailings that nobody has tended for long are held before the sign of life makes them look tended.
        """
        at = self._now()
        steering.hold_stale(at)
        known = self._say(at, closed_until)
        senders.bury(senders.ended(at))
        Mailing.objects.filter(state=MailingState.SENDING).update(alive_at=at)
        self._next_beat = time.monotonic() + BEAT_SECONDS
        return known

    def _say(self, at: datetime, closed_until: datetime | None) -> bool:
        if self.id.int == 0:
            self._registration.open(at)
            return True
        current = self._work[0] if self._work else None
        if self._registration.beat(at, senders.Saying(self.rate(), current, self.trouble[:500], closed_until)):
            return True
        self._registration.close()
        self._registration.open(at)
        return False

    def close(self) -> None:
        self._registration.close()

    # -- the rate

    def count(self, sent: int) -> None:
        """So many more were sent."""
        if sent:
            self._counts.append((time.monotonic(), sent))

    def rate(self) -> float:
        """Messages a second of late."""
        since = time.monotonic() - RATE_SECONDS
        while self._counts and self._counts[0][0] < since:
            self._counts.popleft()
        if not self._counts:
            return 0.0
        elapsed = min(RATE_SECONDS, time.monotonic() - self._counts[0][0] + 0.5)
        return sum(sent for _at, sent in self._counts) / elapsed

    # -- the work

    def has_work(self, *, anew: bool = False) -> bool:
        """Whether some mailing has messages due, as far as was seen; looks anew now and then, or where asked to."""
        if anew or time.monotonic() >= self._next_look:
            self._look()
        return bool(self._work)

    def _look(self) -> None:
        self._next_look = time.monotonic() + LOOK_SECONDS
        due = Message.objects.filter(mailing=OuterRef("pk"), state=MessageState.QUEUED, due_at__lte=self._now())
        found = Mailing.objects.sending().annotate(due=Exists(due))
        rows = list(found.values_list("pk", "topic", "urgent", "stream", "due"))
        current = self._work[0] if self._work else 0
        self._work = deque(pk for pk, _topic, _urgent, _stream, is_due in rows if is_due)
        self._urgent = frozenset(pk for pk, _topic, urgent, _stream, _due in rows if urgent)
        self._topics = {pk: topic for pk, topic, _urgent, _stream, _due in rows}
        if current in self._work and self._work[0] not in self._urgent:
            self._work.rotate(-self._work.index(current))
        self._finish([pk for pk, _topic, _urgent, stream, is_due in rows if not stream and not is_due])

    def _finish(self, idle: list[int]) -> None:
        """Close mailings in which no message is left."""
        for pk in idle:
            if not Message.objects.filter(mailing_id=pk).unfinished().exists():
                steering.finish(pk, self._now())

    def take(self, size: int, at: datetime) -> list[Leased]:
        """Lease up to ``size`` messages: all of an urgent mailing's first, then by turns of the others."""
        taken: list[Leased] = []
        for _ in range(len(self._work)):
            if len(taken) >= size:
                break
            pk = self._work[0]
            asked = size - len(taken)
            found = ledger.take(pk, self.id, at, asked)
            taken += looked_at(self._topics.get(pk, ""), pk, found, self.id, at)
            if len(found) < asked:
                self._work.popleft()
            elif pk not in self._urgent:
                self._work.rotate(-1)
        if not self._work:
            self._next_look = 0.0
        return taken
