"""What one process keeps, so that it is made once for many readers: things by key, parts of pages for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from django.utils.safestring import SafeString, mark_safe

V = TypeVar("V")
#: How long a part of a page may be shown at most, since it says how far away a moment is.
LASTING = timedelta(seconds=60)
PARTS = 1000


class Shelf(Generic[V]):
    """The last ``room`` things, those asked for longest ago go first."""

    def __init__(self, room: int) -> None:
        self._room, self._kept, self._lock = room, OrderedDict[Hashable, V](), Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, value: V) -> None:
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_parts: Shelf[tuple[datetime, SafeString]] = Shelf(PARTS)


def part(key: Hashable, at: datetime, turning: Iterable[datetime | None], make: Callable[[], str]) -> SafeString:
    """A part of a page that is the same for all whose ``key`` is the same; the key holds a generation.

    It is made anew after a minute, and after each instant (aware) in ``turning`` at which its words change.
    """
    found = _parts.get(key)
    if found is None or found[0] <= at:
        until = min([at + LASTING, *(instant for instant in turning if instant is not None and instant > at)])
        found = (until, mark_safe(make()))
        _parts.put(key, found)
    return found[1]


def forget_parts() -> None:
    """Keep none any more: for tests, which take back what they have written."""
    _parts.clear()
