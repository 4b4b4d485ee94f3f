"""What upper apps add to a programme's page: the events of a series, the results of an exchange (decision 0013).

An app registers in ``ready()`` how its part is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from heliograph.calls.models import Programme
from heliograph.frame.reader import Reader
from heliograph.frame.ribbon import Tick
from heliograph.network.rules import Reader as Visitor


@dataclass(frozen=True)
class Part:
    """A section of the page. ``template`` is given ``part``, the ``context``; it has a heading of the second level.

    ``ticks`` stand on the page's ribbon; at ``turning`` (aware) the words of the section change.
    """

    template: str
    context: Mapping[str, Any]
    ticks: Sequence[Tick] = ()
    turning: Sequence[datetime | None] = field(default=())


#: Given the programme, who looks, how he reads and the moment (aware): the part, None where there is nothing to show.
#: The number of queries does not grow.
Source = Callable[[Programme, Visitor, Reader, datetime], Part | None]
_sources: dict[str, tuple[int, Source]] = {}
#: Given the slug of a programme: pages of the desk that have more of it, each with its words and its address.
DeskLinks = Callable[[str], Iterable[tuple[str, str]]]
_links: dict[str, tuple[int, DeskLinks]] = {}


def register(key: str, source: Source, order: int = 500) -> None:
    """Add a source of parts; registering the same key again replaces it."""
    _sources[key] = (order, source)


def unregister(key: str) -> None:
    """Take a source away."""
    _sources.pop(key, None)


def parts_of(programme: Programme, visitor: Visitor, reader: Reader, at: datetime) -> list[Part]:
    """The parts of a programme's page, in the order of their sources."""
    ordered = sorted(_sources.items(), key=lambda pair: (pair[1][0], pair[0]))
    found = (source(programme, visitor, reader, at) for _key, (_order, source) in ordered)
    return [part for part in found if part is not None]


def register_links(key: str, links: DeskLinks, order: int = 500) -> None:
    """Add links to the desk's page of a programme; registering the same key again replaces them."""
    _links[key] = (order, links)


def links_of(programme: Programme) -> list[tuple[str, str]]:
    """The links of all apps, in their order. No query."""
    ordered = sorted(_links.items(), key=lambda pair: (pair[1][0], pair[0]))
    return [link for _key, (_order, links) in ordered for link in links(programme.slug)]
