"""The conversation on one connection after EHLO: commands and contents out, replies in, outcomes; no socket, no clock.

With PIPELINING (RFC 2920) the commands for the next message follow the content of this one at once, so that a message
costs one round trip. DATA is the last of its group; what it brings is known before anything follows it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from heliograph.delivery.smtp.dots import stuffed
from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.replies import CLOSING, Garbled, Replies, Reply, in_one_line
from heliograph.delivery.smtp.transaction import Extensions, Stage, Transaction

GO_ON = 354
Piece = bytes | memoryview


class Conversation:
    """``begin`` parcels, carry ``to_send`` to the server, tell what was ``sent``; ``receive`` gives outcomes.

    Once ``over`` says why, nothing more is said or heard. ``unavailable`` then tells that the server wants no mail from
    this site at present; ``broken``, that it left work undone, other than by hanging up on a connection at rest.
    """

    def __init__(self, extensions: Extensions) -> None:
        self._extensions = extensions
        self._replies = Replies()
        self._queue: deque[Transaction] = deque()
        self._announced: Transaction | None = None
        self._sending: Transaction | None = None
        self._expected: deque[tuple[Stage, str]] = deque()
        self._pieces: list[Piece] = []
        self._written = self._taken = 0
        self._rested = False
        self.over = ""
        self.unavailable = self.broken = False

    @property
    def load(self) -> int:
        """Parcels begun and without an outcome."""
        return len(self._queue) + (self._announced is not None) + (self._sending is not None)

    @property
    def waiting(self) -> bool:
        """Whether the server owes a reply."""
        return bool(self._expected)

    @property
    def judging(self) -> bool:
        """Whether the server has a whole message and owes the answer to it, which may take long."""
        return self._sending is not None and not self._pieces

    def begin(self, parcel: Parcel) -> list[Outcome]:
        """Take a parcel to send in its turn; gives its outcome where no server can be told of it."""
        if fault := parcel.fault():
            return [Outcome(parcel.key, Fate.REFUSED, 0, in_one_line(fault), at_recipient=True)]
        transaction = Transaction(parcel)
        if self.over:
            return [transaction.without_reply(Fate.UNTRIED, self.over)]
        self._queue.append(transaction)
        self._announce_next()
        return []

    def rest(self) -> None:
        """Nothing has been said for long: if the server hangs up before its next word, no parcel is to blame."""
        self._rested = True

    def to_send(self) -> Sequence[Piece]:
        """What the server has yet to be given, in order."""
        return self._pieces

    def sent(self, count: int) -> None:
        """So many octets of ``to_send`` were taken by the connection."""
        self._taken += count
        if self._taken == self._written:
            self._pieces.clear()
            return
        while count >= len(self._pieces[0]):
            count -= len(self._pieces.pop(0))
        self._pieces[0] = memoryview(self._pieces[0])[count:]

    def receive(self, data: bytes) -> list[Outcome]:
        """What the server says, in any portions; gives the outcomes that follow from it, in order."""
        outcomes: list[Outcome] = []
        if self.over:
            return outcomes
        try:
            for reply in self._replies.feed(data):
                outcomes += self._heard(reply)
                if self.over:
                    return outcomes
        except Garbled as error:
            return outcomes + self.lost(str(error))
        self._announce_next()
        return outcomes

    def lost(self, reason: str) -> list[Outcome]:
        """The connection broke, or is given up for this reason; gives the outcomes of all that was begun.

        Sent to its end and not answered: DOUBTFUL. The one that the server had before it: RETRY, so that a message
        that breaks every connection does not try for ever. Those behind it: UNTRIED.
        """
        self._count_break()
        return self._end(reason, Fate.UNTRIED if self._rested or self._untouched() else Fate.RETRY)

    def abandon(self, reason: str) -> list[Outcome]:
        """As ``lost``, at the caller's own wish: no parcel is to blame."""
        return self._end(reason, Fate.UNTRIED)

    def _count_break(self) -> None:
        self.broken = self.load > 0 and not self._rested

    def _untouched(self) -> bool:
        """Whether the server was given nothing of the parcel whose turn it is."""
        first = self._sending or self._announced
        return first is None or self._taken <= first.begun_at

    def _end(self, reason: str, first: Fate) -> list[Outcome]:
        self.over = self.over or in_one_line(reason) or "the connection ended"
        begun = [each for each in (self._sending, self._announced, *self._queue) if each is not None]
        fates = [first, *[Fate.UNTRIED] * len(begun)]
        outcomes = [self._last_word(each, fate) for each, fate in zip(begun, fates, strict=False)]
        self._sending = self._announced = None
        self._queue.clear()
        self._expected.clear()
        self._pieces.clear()
        return outcomes

    def _last_word(self, transaction: Transaction, fate: Fate) -> Outcome:
        if transaction.verdict is not None:
            return transaction.verdict
        if 0 <= transaction.dot_at < self._taken:
            return transaction.without_reply(Fate.DOUBTFUL, _broke("before the message was answered", self.over))
        return transaction.without_reply(fate, _broke("", self.over) if fate is Fate.RETRY else self.over)

    # What is said

    def _say(self, *pieces: bytes) -> None:
        self._pieces += pieces
        self._written += sum(map(len, pieces))

    def _announce_next(self) -> None:
        """The commands for the next parcel, where it is its turn: all at once or, without PIPELINING, the first."""
        if self._announced is not None or not self._queue:
            return
        if not self._extensions.pipelining and self._expected:
            return
        transaction = self._announced = self._queue.popleft()
        transaction.begun_at = self._written
        commands = transaction.commands(self._extensions)
        if self._extensions.pipelining:
            self._expected += [(stage, about) for stage, about, _line in commands]
            self._say(b"".join([line for _stage, _about, line in commands]))
        else:
            transaction.unsaid.extend(commands)
            self._say_next(transaction)

    def _say_next(self, transaction: Transaction) -> None:
        stage, about, line = transaction.unsaid.popleft()
        self._expected.append((stage, about))
        self._say(line)

    def _transmit(self, transaction: Transaction) -> None:
        parcel = transaction.parcel
        content = parcel.content if parcel.stuffed else stuffed(parcel.content)
        transaction.dot_at = self._written + len(content)
        self._announced, self._sending = None, transaction
        self._expected.append((Stage.CONTENT, ""))
        self._say(content, b".\r\n")

    # What is heard

    def _heard(self, reply: Reply) -> list[Outcome]:
        if not self._expected:
            return self._unasked(reply)
        stage, about = self._expected.popleft()
        if reply.code == CLOSING:
            return self._closing(stage, about, reply)
        self._rested = False
        if (300 <= reply.code < 400) != (stage is Stage.DATA and reply.code == GO_ON):
            return self._senseless(reply)
        return self._answered(stage, about, reply)

    def _answered(self, stage: Stage, about: str, reply: Reply) -> list[Outcome]:
        if stage is Stage.CONTENT and self._sending is not None:
            return self._content(self._sending, reply)
        transaction = self._announced
        if stage is Stage.ASIDE or transaction is None:
            return []
        if stage is Stage.DATA:
            return self._data(transaction, reply)
        if stage is Stage.MAIL:
            return self._mail(transaction, reply)
        return self._rcpt(transaction, about, reply)

    def _mail(self, transaction: Transaction, reply: Reply) -> list[Outcome]:
        if reply.positive:
            return self._go_on(transaction)
        transaction.verdict = transaction.mail_refused(reply)
        if transaction.verdict.fate is Fate.REFUSED:
            return self._go_on(transaction)
        self.unavailable = True
        return self._end(reply.answer, Fate.UNTRIED)

    def _rcpt(self, transaction: Transaction, about: str, reply: Reply) -> list[Outcome]:
        if reply.positive:
            transaction.accepted += 1
        else:
            transaction.refused[about] = reply
        return self._go_on(transaction)

    def _go_on(self, transaction: Transaction) -> list[Outcome]:
        """The next command, where the commands go one by one; none for a parcel that is lost already."""
        if not transaction.unsaid:
            return []
        hopeless = transaction.unsaid[0][0] is Stage.DATA and not transaction.accepted
        if transaction.verdict is not None or hopeless:
            return self._failed(transaction, b"RSET\r\n")
        self._say_next(transaction)
        return []

    def _data(self, transaction: Transaction, reply: Reply) -> list[Outcome]:
        wanted = transaction.verdict is None and transaction.accepted > 0
        if reply.code == GO_ON and not wanted:
            return self._failed(transaction, b".\r\n", b"RSET\r\n")
        if reply.code == GO_ON:
            self._transmit(transaction)
            return []
        if reply.positive:
            return self._senseless(reply)
        if wanted:
            transaction.verdict = transaction.judged(reply)
        return self._failed(transaction, b"RSET\r\n")

    def _failed(self, transaction: Transaction, *afterwards: bytes) -> list[Outcome]:
        """It is lost; its MAIL is taken back before the next is said, which needs not wait for the answer."""
        self._announced = None
        if self._extensions.pipelining:
            self._expected += [(Stage.ASIDE, "")] * len(afterwards)
            self._say(*afterwards)
        else:
            self._expected.append((Stage.ASIDE, ""))
            self._say(afterwards[0])
        return [transaction.verdict or transaction.nobody()]

    def _content(self, transaction: Transaction, reply: Reply) -> list[Outcome]:
        whole = self._taken > transaction.dot_at
        if reply.positive and not whole:
            return self._senseless(reply)
        self._sending = None
        outcome = transaction.outcome(Fate.ACCEPTED, reply) if reply.positive else transaction.judged(reply)
        # Who refuses before the end may take the rest of the content for commands.
        rest = [] if whole else self._end(reply.answer, Fate.UNTRIED)
        return [outcome, *rest]

    # What ends it

    def _unasked(self, reply: Reply) -> list[Outcome]:
        if reply.code == CLOSING:
            return self.abandon(reply.answer)
        return self._senseless(reply)

    def _senseless(self, reply: Reply) -> list[Outcome]:
        return self.lost(f"an answer out of place: {reply.answer}")

    def _closing(self, stage: Stage, about: str, reply: Reply) -> list[Outcome]:
        """421 at any time: the server closes. It is an answer, so that nothing is in doubt (RFC 5321, 3.8).

        To MAIL it is about the connection; to what is said of a message, it may be about that message.
        """
        first = self._sending or self._announced
        if stage is Stage.RCPT and first is not None:
            first.refused[about] = reply
        if stage in (Stage.RCPT, Stage.DATA, Stage.CONTENT) and first is not None and first.verdict is None:
            first.verdict = first.outcome(Fate.RETRY, reply, at_recipient=stage is Stage.RCPT)
        self._count_break()
        return self._end(reply.answer, Fate.UNTRIED)


def _broke(when: str, why: str) -> str:
    return in_one_line(f"the connection broke{' ' * bool(when)}{when}: {why}")
