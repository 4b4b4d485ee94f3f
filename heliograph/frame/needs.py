"""What waits for somebody on the desk's first page ("Needs you"): each app registers what it knows in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Need:
    """Something that somebody should do: a link with its words, and what more is to be said of it."""

    words: str
    url: str
    more: str = ""


#: Gives what waits for a person at an instant (aware), the most pressing first. The number of queries does not grow.
Source = Callable[[Any, datetime], Iterable[Need]]
_sources: dict[str, tuple[int, Source]] = {}


def register(key: str, source: Source, order: int = 500) -> None:
    """Add a source; registering the same key again replaces it."""
    _sources[key] = (order, source)


def unregister(key: str) -> None:
    """Take a source away."""
    _sources.pop(key, None)


def needs_of(person: Any, at: datetime) -> list[Need]:
    """All that waits for a person, in the order of the sources."""
    ordered = sorted(_sources.items(), key=lambda pair: (pair[1][0], pair[0]))
    return [need for _key, (_order, source) in ordered for need in source(person, at)]
