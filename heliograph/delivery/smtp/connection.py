"""A kept connection: carries octets between the server and a conversation, and never waits."""

from __future__ import annotations

import ssl
import time
from collections.abc import Sequence
from contextlib import suppress

from heliograph.delivery.smtp.conversation import Conversation
from heliograph.delivery.smtp.opening import open_socket, words
from heliograph.delivery.smtp.options import ServerOptions
from heliograph.delivery.smtp.parcels import Outcome, Parcel

#: Octets taken from the kernel at once; replies are short.
PORTION = 8192
#: Octets of a TLS record (RFC 8446, 5.1).
RECORD = 16384
#: Seconds without a word after which the server may have hung up unnoticed.
REST = 1.0
#: Seconds that the answer to QUIT is waited for.
FAREWELL = 0.5
_LATER = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Connection:
    """Raises Unavailable where it cannot be opened. Whatever happens later comes as outcomes; see ``over``."""

    def __init__(self, options: ServerOptions) -> None:
        opened = open_socket(options)
        self._options = options
        self._socket = opened.socket
        self._secure = isinstance(opened.socket, ssl.SSLSocket)
        self._conversation = Conversation(opened.extensions)
        #: Whether the kernel takes no more just now.
        self.blocked = False
        #: Whether the pool waits for it to take more: the pool's own note.
        self.watched = False
        self._stirred_at = time.monotonic()
        if opened.ahead:
            self._conversation.receive(opened.ahead)

    def fileno(self) -> int:
        return self._socket.fileno()

    @property
    def load(self) -> int:
        """Parcels begun and without an outcome."""
        return self._conversation.load

    @property
    def over(self) -> str:
        """Why it is of no more use; empty while it is."""
        return self._conversation.over

    @property
    def unavailable(self) -> bool:
        """Whether it is over because the server wants no mail from this site at present."""
        return self._conversation.unavailable

    @property
    def broken(self) -> bool:
        """Whether it is over with work left undone."""
        return self._conversation.broken

    @property
    def deadline(self) -> float:
        """When, on the monotonic clock, the server is too late; infinity while nothing is expected of it."""
        if not (self._conversation.waiting or self._conversation.to_send()):
            return float("inf")
        patient = self._conversation.judging
        return self._stirred_at + (self._options.answer_timeout if patient else self._options.timeout)

    def begin(self, parcel: Parcel) -> list[Outcome]:
        """Take a parcel, and hand over at once what can be."""
        if not self.load:
            if self.resting():
                self._conversation.rest()
            self._stirred_at = time.monotonic()
        return self._conversation.begin(parcel) + self.write()

    def resting(self) -> bool:
        """Whether nothing was said for so long that the server may have hung up."""
        return not self.load and time.monotonic() - self._stirred_at > REST

    def write(self) -> list[Outcome]:
        """Hand over what the kernel takes."""
        if self.blocked or not self._conversation.to_send():
            return []
        try:
            self._hand_over()
        except _LATER:
            self.blocked = True
        except OSError as error:
            return self._last_words() + self._conversation.lost(words(error))
        return []

    def _hand_over(self) -> None:
        conversation = self._conversation
        while pieces := conversation.to_send():
            # One record at a time: of one that is not handed over whole, the server can read nothing.
            count = self._socket.send(_record(pieces)) if self._secure else self._socket.sendmsg(pieces)
            conversation.sent(count)
            self._stirred_at = time.monotonic()

    def stir(self) -> list[Outcome]:
        """The socket has something, or takes something again.

        With an outcome there is room for another parcel, whose commands can go with what is to be sent: that waits for
        ``begin`` or ``write``.
        """
        self.blocked = False
        return self.read() or self.write()

    def read(self) -> list[Outcome]:
        """Take what the server has said."""
        outcomes: list[Outcome] = []
        try:
            while not self.over:
                data = self._socket.recv(PORTION)
                self._stirred_at = time.monotonic()
                if not data:
                    return outcomes + self._conversation.lost("the server closed the connection")
                outcomes += self._conversation.receive(data)
                if len(data) < PORTION and not self._secure:
                    break
        except _LATER:
            pass
        except OSError as error:
            outcomes += self._conversation.lost(words(error))
        return outcomes

    def _last_words(self) -> list[Outcome]:
        """What the server said before it closed is still there to be read, and may be the answer to a whole message."""
        outcomes = []
        with suppress(OSError):
            while data := self._socket.recv(PORTION):
                outcomes += self._conversation.receive(data)
        return outcomes

    def expire(self) -> list[Outcome]:
        """The server is too late."""
        return self._conversation.lost(f"no answer in {round(time.monotonic() - self._stirred_at)} s")

    def abandon(self) -> list[Outcome]:
        """Give up what is not finished."""
        return self._conversation.abandon("the sender stopped")

    def close(self) -> None:
        """Hang up, with QUIT where the server awaits a command (RFC 5321, 4.1.1.10)."""
        with suppress(OSError), self._socket:
            if not (self.over or self.load or self._conversation.waiting):
                self._socket.settimeout(FAREWELL)
                self._socket.sendall(b"QUIT\r\n")
                self._socket.recv(PORTION)


def _record(pieces: Sequence[bytes | memoryview]) -> bytes | memoryview:
    """The next octets, at most a record of them."""
    if len(pieces[0]) >= RECORD:
        return memoryview(pieces[0])[:RECORD]
    return b"".join(pieces)[:RECORD]
