"""The dates of an edition on the ribbon, and the instants at which the words about them change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from heliograph.bulletin.dates import Moment
from heliograph.bulletin.edition import Edition, ItemEdition
from heliograph.frame.ribbon import Tick
from heliograph.texts.colons import with_colon


def _tick(item: ItemEdition, moment: Moment, start: datetime) -> Tick:
    words = f"{with_colon(moment.what_words)} {item.title}" if moment.what_words else item.title
    url = (moment.url or item.url).removeprefix(settings.SITE_URL)
    return Tick(start, moment.closes_at, moment.kind, words, moment.when.first, moment.when.machine, url)


def ticks(edition: Edition) -> Iterator[Tick]:
    """A tick for each date of an issue that is known and still in force."""
    for item in edition.items:
        for moment in item.moments:
            if moment.stored.start is not None and moment.is_ahead:
                yield _tick(item, moment, moment.stored.start)


def turning_points(edition: Edition) -> Iterator[datetime | None]:
    """The instants (UTC) at which something opens, begins or is over."""
    for item in edition.items:
        for moment in item.moments:
            yield from (moment.stored.opens, moment.stored.start, moment.closes_at)
