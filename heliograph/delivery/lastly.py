"""A last look at messages before they go: the app that sends says what has changed since they were written.

For letters that are wrong once something has happened, a reminder of what was done meanwhile. The look is taken when
a sender leases messages, in its transaction, a few dozen at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Going:
    """A message that is about to go."""

    pk: int
    body_id: int
    address: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Another letter of the same mailing goes instead (``body_id``), or none does, and ``answer`` says why."""

    body_id: int | None = None
    answer: str = ""


#: Given the mailing's primary key, the messages and the moment; the verdicts by message. The others go as they are.
Look = Callable[[int, Sequence[Going], datetime], Mapping[int, Verdict]]

_looks: dict[str, Look] = {}


def register(topic: str, look: Look) -> None:
    """Have a look taken at the messages of a topic; for ``ready()``. Registering again replaces it."""
    _looks[topic] = look


def look_of(topic: str) -> Look | None:
    """The look that is taken at messages of a topic; None for nearly all topics."""
    return _looks.get(topic)
