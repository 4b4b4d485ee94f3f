"""What takes place in the coming days, for the ribbon: events and days that are marked, as the agenda has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from heliograph.events.agenda.of_deadlines import KEY as DEADLINES
from heliograph.events.agenda.sources import Entry, Wanted, gather, sources
from heliograph.frame.reader import Reader
from heliograph.frame.ribbon import DAYS, Tick
from heliograph.network.rules import Reader as Who

#: Sources whose entries the pages with a ribbon draw themselves.
_OWN = frozenset({DEADLINES})


def coming(person: Who, reader: Reader, at: datetime) -> list[Entry]:
    """What a person finds of the coming days, dates of calls left out, soonest first; ``at`` is aware.

    A fixed number of queries.
    """
    kinds = [each.key for each in sources() if each.key not in _OWN]
    found = gather(Wanted(person, reader, at, at, at + timedelta(days=DAYS)), kinds)
    return [each for each in found if each.stored.start is not None and not each.stored.withdrawn]


def ticks(entries: Iterable[Entry], reader: Reader, at: datetime) -> Iterator[Tick]:
    """A tick for each entry, which has a day."""
    for each in entries:
        if each.stored.start is not None:
            when = each.when(reader, at)
            yield Tick(each.stored.start, each.over, each.sign, each.summary, when.first, when.machine, each.path)


def turning_points(entries: Iterable[Entry]) -> Iterator[datetime | None]:
    """The instants (UTC) at which one of them begins or is over."""
    for each in entries:
        yield from (each.stored.start, each.over)
