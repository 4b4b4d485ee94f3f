"""Letters that the apps above owe: noted in the transaction of what they are about, written a moment later by a sender.

Writing a letter takes longer than what it is about. So a request only notes that one is owed, and the senders ask for
what is owed before they look for messages. An app registers how it writes its own in ``ready()`` (decision 0009).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)

#: Writes some of what is owed at an instant (aware) and hands it over; returns how many letters. Safe to run twice, and
#: in several processes at once.
Write = Callable[[datetime], int]

_sources: dict[str, Write] = {}


def register(name: str, write: Write) -> None:
    """Add a source of letters; registering the same name again replaces it."""
    _sources[name] = write


def write_owed(at: datetime) -> int:
    """Let each source write some of what it owes; one that fails is logged, and keeps no other back."""
    return sum(_ask(name, write, at) for name, write in _sources.items())


def _ask(name: str, write: Write, at: datetime) -> int:
    try:
        return write(at)
    except Exception:
        log.exception("Letters of %s could not be written; they are tried again.", name)
        return 0
