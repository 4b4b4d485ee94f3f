"""One message's part in a conversation: what is said for it, what the server said, and what follows for it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.replies import TOO_LARGE, Reply


class Stage(Enum):
    """What a reply answers."""

    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    #: The content, by its final dot.
    CONTENT = auto()
    #: Something whose answer changes nothing: RSET, or a final dot that nobody is to get.
    ASIDE = auto()


@dataclass(frozen=True, slots=True)
class Extensions:
    """What the server can do beyond RFC 5321: PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME (RFC 6152)."""

    pipelining: bool = False
    size: bool = False
    eight_bit: bool = False


class Transaction:
    """A parcel on a connection. The marks count octets written on the connection before something; -1: not yet."""

    __slots__ = ("accepted", "begun_at", "dot_at", "parcel", "refused", "unsaid", "verdict")

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.accepted = 0
        self.refused: dict[str, Reply] = {}
        #: The outcome, where it is known before the last reply about this parcel has come.
        self.verdict: Outcome | None = None
        #: Commands that wait for the answer to the one before; empty where they went together.
        self.unsaid: deque[tuple[Stage, str, bytes]] = deque()
        self.begun_at = -1
        self.dot_at = -1

    def commands(self, extensions: Extensions) -> list[tuple[Stage, str, bytes]]:
        """MAIL, RCPT for each recipient, DATA: the stage, whom it is about, and the line."""
        parcel = self.parcel
        mail = f"MAIL FROM:<{parcel.sender}>{parameters(parcel.content, extensions)}\r\n"
        return [
            (Stage.MAIL, "", mail.encode("ascii")),
            *((Stage.RCPT, each, f"RCPT TO:<{each}>\r\n".encode("ascii")) for each in parcel.recipients),
            (Stage.DATA, "", b"DATA\r\n"),
        ]

    def outcome(self, fate: Fate, reply: Reply, *, at_recipient: bool = False) -> Outcome:
        """What a reply makes of the parcel."""
        refused = {each: (said.code, said.answer) for each, said in self.refused.items()} if self.refused else {}
        several = len(self.parcel.recipients) > 1
        return Outcome(self.parcel.key, fate, reply.code, reply.answer, at_recipient, refused if several else {})

    def without_reply(self, fate: Fate, answer: str) -> Outcome:
        return Outcome(self.parcel.key, fate, 0, answer)

    def judged(self, reply: Reply) -> Outcome:
        """What a refusal of the content means (RFC 5321, 4.2.1)."""
        return self.outcome(_fate(reply), reply)

    def mail_refused(self, reply: Reply) -> Outcome:
        """A refused MAIL is the site's trouble, unless the server means the size (RFC 1870)."""
        return self.outcome(Fate.REFUSED if is_size(reply) else Fate.UNTRIED, reply)

    def nobody(self) -> Outcome:
        """No recipient was accepted: later, if the server wants any of them later."""
        said = [*self.refused.values()]
        reply = next((each for each in said if each.code < 500), said[0])
        return self.outcome(_fate(reply), reply, at_recipient=True)


def _fate(reply: Reply) -> Fate:
    return Fate.REFUSED if reply.code >= 500 else Fate.RETRY


def is_size(reply: Reply) -> bool:
    """Whether the reply to MAIL says that the message is too large, for ever."""
    return reply.code == TOO_LARGE or (reply.code >= 500 and reply.text.startswith(b"5.3.4"))


def parameters(content: bytes, extensions: Extensions) -> str:
    """What MAIL says of the content, each with a space before it."""
    size = f" SIZE={len(content)}" if extensions.size else ""
    return f"{size} BODY=8BITMIME" if extensions.eight_bit and not content.isascii() else size
