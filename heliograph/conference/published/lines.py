"""Sessions, slots and days of the public programme in the words of their reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.urls import reverse

from heliograph.conference.models import Conference
from heliograph.conference.published.clocks import Clocks
from heliograph.conference.published.gathering import Gathered, overlaps
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.models import Placement, Slot
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.moments.locales import write_day
from heliograph.network.countries import language_name
from heliograph.texts.languages import direction

#: So many rooms stand side by side on a wide screen; more of them follow one another.
MOST_COLUMNS = 8


@dataclass(frozen=True)
class Line:
    """A session. ``people`` are the names of those who agreed to stand there; ``column`` is that of its room.

    ``until`` says when it ends, where that is before its slot does.

    ``gives`` and ``chosen`` say what it is to who reads; ``clashes`` are titles of his other sessions at that time.
    """

    session: Session
    path: str
    people: Sequence[str]
    format: Picked
    theme: Picked | None
    language: str
    room: Picked | None = None
    column: int = 0
    until: str = ""
    gives: bool = False
    chosen: bool = False
    clashes: Sequence[str] = ()

    @property
    def direction(self) -> str:
        return direction(self.session.language)

    @property
    def cancelled(self) -> bool:
        return not self.session.stands

    @property
    def mine(self) -> bool:
        return self.gives or self.chosen


@dataclass(frozen=True)
class Block:
    """A slot: a plenary, a break, the posters, or sessions side by side (``lines``)."""

    slot: Slot
    clock: str
    beneath: str
    title: Picked
    about: Picked
    room: Picked | None
    lines: Sequence[Line] = field(default=())

    @property
    def parallel(self) -> bool:
        return self.slot.kind == SlotKind.SESSIONS


@dataclass(frozen=True)
class Day:
    """A day of the programme, in words and for machines."""

    words: str
    iso: str
    blocks: Sequence[Block]

    @property
    def parallel(self) -> bool:
        """Whether sessions are given on it."""
        return any(block.parallel for block in self.blocks)


@dataclass(frozen=True)
class Relation:
    """What sessions are to who reads, by their primary keys."""

    given: frozenset[int] = frozenset()
    chosen: frozenset[int] = frozenset()


class Writer:
    """Writes a conference's programme for one reader. No queries."""

    def __init__(self, gathered: Gathered, reader: Reader, relation: Relation) -> None:
        self._gathered, self._reader, self._relation = gathered, reader, relation
        self._source = gathered.conference.programme.source_language
        self._rooms = {each.pk: self._text(each.name) for each in gathered.rooms}
        self._columns = gathered.columns
        self.clocks = Clocks.of(gathered.conference, reader)

    def lines(self) -> dict[int, Line]:
        """All sessions of the programme, by primary key."""
        placed = {each.session_id: self._placed(each) for each in self._gathered.placements}
        return placed | {each.pk: self.line(each) for each in self._gathered.unplaced}

    def line(self, session: Session) -> Line:
        """A session, which has format, theme and people at hand, without its place."""
        return Line(
            session=session,
            path=path_of(self._gathered.conference, session),
            people=[each.shown for each in session.people.all() if each.shown],
            format=self._text(session.format.name),
            theme=self._text(session.theme.name) if session.theme is not None else None,
            language=language_name(session.language, self._reader.language),
            gives=session.pk in self._relation.given,
            chosen=session.pk in self._relation.chosen,
        )

    def _placed(self, placement: Placement) -> Line:
        room = placement.room_id
        until = self.clocks.until(placement.ends) if placement.ends < placement.slot.ends else ""
        line = self.line(placement.session)
        return replace(line, room=self._rooms[room], column=self._columns[room], until=until)

    def days(self, lines: Mapping[int, Line], *, alone: bool = False) -> list[Day]:
        """The days with those of the sessions that ``lines`` has, and, unless they stand ``alone``, what is for all."""
        blocks = [block for block in self._blocks(lines) if block.lines or not (block.parallel or alone)]
        days = groupby(blocks, lambda block: self.clocks.day(block.slot.begins))
        return [Day(write_day(day, self._reader.language), day.isoformat(), list(some)) for day, some in days]

    def _blocks(self, lines: Mapping[int, Line]) -> Iterator[Block]:
        there: dict[int, list[Line]] = {}
        for each in self._gathered.placements:
            if each.session_id in lines:
                there.setdefault(each.slot_id, []).append(lines[each.session_id])
        for slot in self._gathered.slots:
            yield self._block(slot, sorted(there.get(slot.pk, []), key=lambda line: line.column))

    def _block(self, slot: Slot, lines: Sequence[Line]) -> Block:
        title = self._text(slot.title)
        return Block(
            slot=slot,
            clock=self.clocks.clock(slot.begins, slot.ends),
            beneath=self.clocks.beneath(slot.begins, slot.ends),
            title=title if title.words else Picked(str(slot.get_kind_display()), self._reader.language),
            about=self._text(slot.about),
            room=self._rooms.get(slot.room_id) if slot.room_id is not None else None,
            lines=lines,
        )

    def rooms(self) -> list[Picked]:
        """The rooms in which sessions are given, in the order of their columns."""
        return [self._rooms[room] for room in self._columns]

    def _text(self, value: object) -> Picked:
        return text_for(value, self._reader, self._source)  # type: ignore[arg-type]


def path_of(conference: Conference, session: Session) -> str:
    """The page of a session; one that was cancelled has its line in the programme alone."""
    slug = conference.programme.slug
    if session.stands:
        return reverse("conference:session", args=[slug, session.public_id])
    return f"{reverse('conference:conference_programme', args=[slug])}#s-{session.public_id}"


def with_clashes(lines: Mapping[int, Line], placements: Iterable[Placement]) -> dict[int, Line]:
    """The same lines, those of the reader saying which others of his are at the same time."""
    own = [each for each in placements if each.session_id in lines and lines[each.session_id].mine]
    own = [each for each in own if each.session.stands]
    found = dict(lines)
    for each in own:
        others = [one for one in own if one.pk != each.pk and overlaps(each.slot, one.slot)]
        found[each.session_id] = replace(found[each.session_id], clashes=[one.session.title for one in others])
    return found
