"""What every place has in common from which mails are read: what becomes of each, and the error of all."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol


class Fate(Enum):
    """What becomes of a mail once it was looked at."""

    FILE = auto()
    """Done with: put aside, but kept."""
    LEAVE = auto()
    """For a person to read: stays where it is, as unread as it was, and is not read by us again."""
    LATER = auto()
    """Untouched: read again the next time."""


#: Given what to call a mail, and its beginning (``mime.READ`` octets); says what becomes of it.
Apply = Callable[[str, bytes], Fate]


class MailboxError(Exception):
    """Mails could not be read; ``str()`` is one sentence for the operator. Whatever was not put aside is read again."""


class Source(Protocol):
    def tend(self, apply: Apply, limit: int) -> int:
        """Give up to ``limit`` mails to ``apply`` and do with each as it says; returns how many. Raises MailboxError.

        A mail is put aside only after it was applied: where this is killed between, it is applied twice, never lost.
        """
