"""Parcels through a pool, each to its end."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.pool import Pool
from heliograph.delivery.states import Unavailable

#: How often a parcel that came to nobody's judgement is offered again.
AGAIN = 3
_WAIT = 60.0

Ended = tuple[Parcel, Outcome]


class Dispatch:
    """``run`` sends parcels of different keys and gives each with its outcome, in the order in which they end."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._under_way: dict[int, Parcel] = {}
        self._again: deque[Parcel] = deque()
        self._tries: Counter[int] = Counter()

    def run(self, parcels: Iterable[Parcel]) -> Iterator[Ended]:
        """Raises Unavailable after everything else has ended; parcels that were not begun are not given then."""
        source = iter(parcels)
        trouble: Unavailable | None = None
        while trouble is None:
            trouble = self._fill(source)
            if not self._pool.pending():
                break
            yield from self._ended(final=False)
        while self._pool.pending():
            yield from self._ended(final=True)
        if trouble is not None:
            raise trouble

    def _fill(self, source: Iterator[Parcel]) -> Unavailable | None:
        while self._pool.room():
            parcel = self._again.popleft() if self._again else next(source, None)
            if parcel is None:
                break
            try:
                self._pool.offer(parcel)
            except Unavailable as error:
                return error
            self._under_way[parcel.key] = parcel
        return None

    def _ended(self, *, final: bool) -> Iterator[Ended]:
        for outcome in self._pool.collect(_WAIT):
            parcel = self._under_way.pop(outcome.key)
            if outcome.fate is Fate.UNTRIED and not outcome.code and self._tries[parcel.key] < AGAIN and not final:
                self._tries[parcel.key] += 1
                self._again.append(parcel)
            else:
                yield parcel, outcome
