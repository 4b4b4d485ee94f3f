"""A few kept connections to one mail server, worked by one thread: parcels in, outcomes out."""

from __future__ import annotations

import selectors
import time
from dataclasses import replace
from types import TracebackType

from heliograph.delivery.smtp.connection import Connection
from heliograph.delivery.smtp.options import ServerOptions
from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.replies import CLOSING
from heliograph.delivery.states import Unavailable

__all__ = ["Pool", "ServerOptions"]

#: Parcels to a connection: one whose content is on its way, and one announced meanwhile.
DEPTH = 2
#: Connections broken in a row, with no message judged between, that are the server's fault from this one on.
BREAKS = 3
#: Seconds for which a server that refused one more connection is not asked for another.
CONTENT_WITH_LESS = 30.0
_READ, _BOTH = selectors.EVENT_READ, selectors.EVENT_READ | selectors.EVENT_WRITE


class Pool:
    """``offer`` parcels while there is ``room``, ``collect`` outcomes, ``close`` at the end. Each parcel offered has
    exactly one outcome. Not for several threads at once.
    """

    def __init__(self, options: ServerOptions, connections: int = 4) -> None:
        self._options = options
        self._most = max(1, connections)
        self._selector = selectors.DefaultSelector()
        self._live: list[Connection] = []
        self._outcomes: list[Outcome] = []
        self._pending = 0
        self._breaks = 0
        self._trouble = ""
        self._content_until = 0.0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close(0.0)
        self._selector.close()

    def room(self) -> int:
        """How many more parcels can be begun now."""
        usable = self._most if self._may_open() else len(self._live)
        return max(0, DEPTH * usable - sum([each.load for each in self._live]))

    def pending(self) -> int:
        """Parcels offered whose outcome was not collected."""
        return self._pending

    def open(self) -> bool:
        """Have a connection; gives whether a new one was needed. Raises Unavailable."""
        self._weed()
        if self._live:
            return False
        self._connect()
        return True

    def offer(self, parcel: Parcel) -> None:
        """Begin to send a parcel; beyond ``room`` it waits its turn.

        Raises Unavailable, and leaves the parcel to the caller, where no connection can be opened and there is no
        other; where the server has refused MAIL to this site since the last offer; where connections break one after
        another. What was gathered until then is still to be collected; the next offer tries again.
        """
        self._complain()
        connection = self._connection()
        self._pending += 1
        self._take(connection, connection.begin(parcel))

    def collect(self, wait: float) -> list[Outcome]:
        """Send and receive until there is an outcome, or for so many seconds; at once where nothing is pending."""
        until = time.monotonic() + wait
        while True:
            self._flush()
            left = until - time.monotonic()
            idle = bool(self._outcomes) or not self._pending
            self._turn(0.0 if idle else left)
            if idle or self._outcomes or left <= 0:
                return self._delivered()

    def close(self, grace: float) -> list[Outcome]:
        """Finish what is pending within so many seconds, give up the rest, hang up; gives all outcomes left.

        The pool may be used again.
        """
        until = time.monotonic() + grace
        outcomes = self._delivered()
        while self._pending and (left := until - time.monotonic()) > 0:
            outcomes += self.collect(left)
        for connection in list(self._live):
            self._take(connection, connection.read())
        for connection in list(self._live):
            self._take(connection, connection.abandon() if connection.load else [])
        for connection in list(self._live):
            self._drop(connection)
        self._trouble = ""
        return outcomes + self._delivered()

    # Connections

    def _may_open(self) -> bool:
        if not self._live:
            return True
        return len(self._live) < self._most and time.monotonic() >= self._content_until

    def _connection(self) -> Connection:
        """The one with the least to do; a new one only where all others have their fill."""
        self._weed()
        best = min(self._live, key=_load, default=None)
        if best is None:
            return self._connect()
        if best.load < DEPTH or not self._may_open():
            return best
        return self._one_more() or best

    def _one_more(self) -> Connection | None:
        """Another connection, where the server grants it; those there are go on without."""
        try:
            return self._connect()
        except Unavailable:
            self._content_until = time.monotonic() + CONTENT_WITH_LESS
            return None

    def _connect(self) -> Connection:
        connection = Connection(self._options)
        if connection.over:
            connection.close()
            raise Unavailable(connection.over)
        self._live.append(connection)
        self._selector.register(connection, _READ, connection)
        return connection

    def _weed(self) -> None:
        """Let go of connections that the server has closed while nothing was said."""
        for connection in [each for each in self._live if each.resting()]:
            self._take(connection, connection.read())

    def _drop(self, connection: Connection) -> None:
        self._live.remove(connection)
        self._selector.unregister(connection)
        connection.close()

    # What happens on them

    def _flush(self) -> None:
        for connection in list(self._live):
            self._take(connection, connection.write())

    def _turn(self, wait: float) -> None:
        """Wait for the server so long at most, take what it says, and lose patience with what it does not."""
        patience = min([each.deadline for each in self._live], default=0.0) - time.monotonic()
        for key, _events in self._selector.select(max(0.0, min(wait, patience))):
            self._take(key.data, key.data.stir())
        now = time.monotonic()
        for connection in [each for each in self._live if each.deadline <= now]:
            self._take(connection, connection.expire())

    def _take(self, connection: Connection, outcomes: list[Outcome]) -> None:
        if any(_settled(each) for each in outcomes):
            self._breaks = 0
        if connection.over:
            outcomes = self._ended(connection, outcomes)
        else:
            self._watch(connection)
        self._outcomes += outcomes

    def _watch(self, connection: Connection) -> None:
        if connection.blocked != connection.watched:
            connection.watched = connection.blocked
            self._selector.modify(connection, _BOTH if connection.blocked else _READ, connection)

    def _ended(self, connection: Connection, outcomes: list[Outcome]) -> list[Outcome]:
        """Let go of a connection; where that is the server's fault, no message is to blame."""
        if connection not in self._live:
            return outcomes
        self._drop(connection)
        self._breaks += connection.broken
        if connection.unavailable or self._breaks >= BREAKS:
            self._trouble = connection.over
            return [_blameless(each) for each in outcomes]
        return outcomes

    def _complain(self) -> None:
        if self._trouble:
            trouble, self._trouble, self._breaks = self._trouble, "", 0
            raise Unavailable(trouble)

    def _delivered(self) -> list[Outcome]:
        outcomes, self._outcomes = self._outcomes, []
        self._pending -= len(outcomes)
        return outcomes


def _load(connection: Connection) -> int:
    return connection.load


def _settled(outcome: Outcome) -> bool:
    """Whether the server has judged the message."""
    return outcome.code not in (0, CLOSING) and outcome.fate is not Fate.UNTRIED


def _blameless(outcome: Outcome) -> Outcome:
    at_break = outcome.fate is Fate.RETRY and not outcome.code
    return replace(outcome, fate=Fate.UNTRIED) if at_break else outcome
