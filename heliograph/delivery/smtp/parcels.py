"""What is handed to the mail server, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from heliograph.delivery.addresses import LONGEST

#: What can stand between the angle brackets of MAIL and RCPT without ending them or the line: visible ASCII but ``<>``.
_ADDRESS = re.compile(rf"[!-;=?-~]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way: its envelope and its final bytes (CRLF line ends, dots as they are).

    ``key`` is the caller's own number, handed back with the outcome; an empty ``sender`` is the null sender.
    ``stuffed`` says that the content stands already as it is transmitted (``dots.stuffed``).
    """

    key: int
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    stuffed: bool = False

    def fault(self) -> str:
        """Why its envelope can be told to no server; empty where it can. A line end in it would be a command."""
        if not self.recipients:
            return "nobody is to get it"
        odd = [each for each in self.recipients if not _ADDRESS.fullmatch(each)]
        if self.sender and not _ADDRESS.fullmatch(self.sender):
            odd.append(self.sender)
        return f"not an address for SMTP: {odd[0]!r}" if odd else ""


class Fate(StrEnum):
    """What is known of a parcel after the conversation about it."""

    #: The server has taken it for one recipient at least.
    ACCEPTED = "accepted"
    #: The server wants it later, or the connection broke at it.
    RETRY = "retry"
    #: The server will never take it.
    REFUSED = "refused"
    #: Nothing of it came to the server's judgement: it may go again at once and counts nothing.
    UNTRIED = "untried"
    #: It was sent to its end and nobody knows the answer: it may have arrived.
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a parcel.

    ``code`` is the reply's, 0 where none was given; ``answer`` is one line for people, of at most 500 characters.
    ``at_recipient`` says that the address was refused, not the content. ``refused`` holds, for a parcel to several
    recipients, what the server said to each one that it refused.
    """

    key: int
    fate: Fate
    code: int
    answer: str
    at_recipient: bool = False
    refused: Mapping[str, tuple[int, str]] = field(default_factory=dict)
