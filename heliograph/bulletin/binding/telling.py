"""All that an item is bound to, told to one reader: calls, events, documents, and the days that it announces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.bulletin.binding import shown, shown_days, shown_events
from heliograph.bulletin.binding.bound import Bound
from heliograph.bulletin.binding.shown import BoundCall
from heliograph.bulletin.binding.shown_documents import bound_documents
from heliograph.bulletin.dates import Moment, View
from heliograph.bulletin.enclosures import Shown
from heliograph.bulletin.models import Item


@dataclass(frozen=True)
class Told:
    """``others`` are events and documents; ``pictures`` those of the days, behind the item's own."""

    calls: tuple[BoundCall, ...]
    others: tuple[Bound, ...]
    moments: tuple[Moment, ...]
    pictures: tuple[Shown, ...]


def tell(item: Item, wanted: Sequence[str], view: View) -> Told:
    """What a reader is told of an item beside its own words; the active language is the reader's. No query."""
    rows = [row for row in item.moments.all() if not (shown_events.takes(item, row) or shown_days.takes(item, row))]
    calls, moments = shown.tell(item, rows, wanted, view)
    others = (*shown_events.bound_events(item, wanted, view), *bound_documents(item, wanted))
    more = (*shown_events.moments(item, wanted, view), *shown_days.moments(item, wanted, view))
    return Told(calls, others, (*moments, *more), tuple(shown_days.pictures(item, wanted, view)))
