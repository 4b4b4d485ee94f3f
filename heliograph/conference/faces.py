"""What each room shows of itself on the page of a conference's programme and on the conference's page of the desk.

A room registers in ``ready()``; neither page knows what a poster is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from heliograph.conference.models import Conference
from heliograph.frame.reader import Reader
from heliograph.network.rules import Reader as Visitor


@dataclass(frozen=True)
class Link:
    """An address and what its link says."""

    url: str
    words: str


@dataclass(frozen=True)
class Face:
    """A room in a few words: what it is called, where it is, one line of what stands now, further links.

    ``owed`` says what waits for somebody of the desk, empty where nothing does.
    """

    title: str
    url: str
    line: str = ""
    links: Sequence[Link] = field(default=())
    owed: str = ""


#: Given the conference, who looks, how he reads and the moment (aware): the face, None where there is nothing to show.
#: The number of queries does not grow.
Source = Callable[[Conference, Visitor, Reader, datetime], Face | None]


class Faces:
    """Sources of faces for one page, in the order of their numbers."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[int, Source]] = {}

    def register(self, key: str, source: Source, order: int) -> None:
        """Add a source; registering the same key again replaces it."""
        self._sources[key] = (order, source)

    def of(self, conference: Conference, visitor: Visitor, reader: Reader, at: datetime) -> Iterator[Face]:
        """The faces of a conference."""
        for _key, (_order, source) in sorted(self._sources.items(), key=lambda pair: (pair[1][0], pair[0])):
            face = source(conference, visitor, reader, at)
            if face is not None:
                yield face


public = Faces()
desk = Faces()
