"""What a timetable has to satisfy, as plain facts: no database, no solver. Keys are primary keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Spot(NamedTuple):
    """A room in a slot, by their keys."""

    room: int
    slot: int


#: Where sessions are given, by the key of the session.
Placed = Mapping[int, Spot]


@dataclass(frozen=True)
class Stretch:
    """From one instant to another (aware)."""

    begins: datetime
    ends: datetime

    def overlaps(self, other: Stretch) -> bool:
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True)
class SessionFacts:
    """A session to place. ``people`` are who gives it, key → name; ``wanted`` is how many said that they would go."""

    key: int
    title: str
    minutes: int
    people: Mapping[str, str] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    expected: int | None = None
    theme: int | None = None
    not_before: datetime | None = None
    not_at: tuple[Stretch, ...] = ()
    wanted: int = 0


@dataclass(frozen=True)
class RoomFacts:
    """A room; ``capacity`` is None where it is not known. ``closed``: when it cannot be used."""

    key: int
    name: str
    capacity: int | None = None
    equipment: frozenset[str] = frozenset()
    closed: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class SlotFacts(Stretch):
    """A slot; ``day`` is its day at the place, ``label`` what it is called."""

    key: int
    day: date
    label: str

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins).total_seconds() // 60)


@dataclass(frozen=True)
class Weights:
    """What one wish is worth beside the others: each is a small whole number.

    ``apart``: a session that runs beside none of its theme. ``spread``: one that is on a day with no more of its theme
    than falls to each day. ``fit``: each 20 places by which a room is not too large. ``choice``: a participant who can
    go to two sessions that he would go to.
    """

    apart: int = 12
    spread: int = 6
    fit: int = 1
    choice: int = 2


class Hindrance(StrEnum):
    """Why a session cannot be given in a room or slot, whatever else is there."""

    LONG = "long"
    AWAY = "away"
    EARLY = "early"
    EQUIPMENT = "equipment"
    SMALL = "small"
    CLOSED = "closed"


@dataclass(frozen=True)
class Problem:
    """Sessions, rooms, and slots for sessions; ``commons`` are plenaries.

    ``now`` is where sessions are, ``kept`` those of them that stay where they are.
    ``together``: how many would go to both of two sessions, by their keys, the smaller first.
    """

    sessions: Sequence[SessionFacts]
    rooms: Sequence[RoomFacts]
    slots: Sequence[SlotFacts]
    commons: Sequence[SlotFacts] = ()
    now: Placed = field(default_factory=dict)
    kept: frozenset[int] = frozenset()
    together: Mapping[tuple[int, int], int] = field(default_factory=dict)
    weights: Weights = Weights()

    @cached_property
    def session(self) -> dict[int, SessionFacts]:
        return {each.key: each for each in self.sessions}

    @cached_property
    def room(self) -> dict[int, RoomFacts]:
        return {each.key: each for each in self.rooms}

    @cached_property
    def slot(self) -> dict[int, SlotFacts]:
        return {each.key: each for each in self.slots}

    @cached_property
    def fixed(self) -> dict[int, Spot]:
        """The sessions that stay where they are, and where."""
        return {key: self.now[key] for key in sorted(self.kept) if key in self.now}

    @cached_property
    def beside(self) -> dict[int, frozenset[int]]:
        """By slot, which slots go on at some of the same time, itself among them."""
        return {one.key: frozenset(other.key for other in self.slots if one.overlaps(other)) for one in self.slots}

    @cached_property
    def at_once(self) -> list[tuple[int, ...]]:
        """The largest sets of slots that all go on at one instant; every slot is in one of them at least."""
        starts = [frozenset(o.key for o in self.slots if o.begins <= s.begins < o.ends) for s in self.slots]
        largest = {one for one in starts if not any(one < other for other in starts)}
        return sorted(tuple(sorted(one)) for one in largest)

    @cached_property
    def places(self) -> int:
        """As many sessions as can be given at most, whichever they are: one in a room at a time."""
        return sum(_one_by_one(slot for slot in self.slots if not is_closed(room, slot)) for room in self.rooms)

    def spots(self) -> Iterator[tuple[RoomFacts, SlotFacts]]:
        """Every room in every slot, by time."""
        return ((room, slot) for slot in self.slots for room in self.rooms)


def _one_by_one(slots: Iterable[SlotFacts]) -> int:
    """How many of some slots can be used at most where one is used at a time: always the one that ends first."""
    found, until = 0, None
    for slot in sorted(slots, key=lambda each: each.ends):
        if until is None or slot.begins >= until:
            found, until = found + 1, slot.ends
    return found


def hindered_by_slot(session: SessionFacts, slot: SlotFacts) -> list[Hindrance]:
    """What is against a session in a slot, whatever the room."""
    found = []
    if slot.minutes < session.minutes:
        found.append(Hindrance.LONG)
    if session.not_before is not None and slot.begins < session.not_before:
        found.append(Hindrance.EARLY)
    if any(slot.overlaps(each) for each in session.not_at):
        found.append(Hindrance.AWAY)
    return found


def hindered_by_room(session: SessionFacts, room: RoomFacts) -> list[Hindrance]:
    """What is against a session in a room, whenever."""
    found = []
    if not session.needs <= room.equipment:
        found.append(Hindrance.EQUIPMENT)
    if session.expected is not None and room.capacity is not None and room.capacity < session.expected:
        found.append(Hindrance.SMALL)
    return found


def is_closed(room: RoomFacts, slot: SlotFacts) -> bool:
    """Whether a room cannot be used in a slot."""
    return any(slot.overlaps(each) for each in room.closed)


def hindrances(session: SessionFacts, room: RoomFacts, slot: SlotFacts) -> list[Hindrance]:
    """All that is against a session in a room and slot, other sessions aside."""
    closed = [Hindrance.CLOSED] if is_closed(room, slot) else []
    return [*hindered_by_slot(session, slot), *hindered_by_room(session, room), *closed]


def shared(one: SessionFacts, other: SessionFacts) -> list[str]:
    """The keys of who gives both."""
    return sorted(one.people.keys() & other.people.keys())


class Taken:
    """What sessions that are placed take from others: rooms for a time, and people."""

    def __init__(self, problem: Problem, placed: Placed) -> None:
        self._problem = problem
        self._rooms: dict[Spot, list[int]] = defaultdict(list)
        self._people: dict[tuple[str, int], list[int]] = defaultdict(list)
        for key, spot in placed.items():
            for slot in problem.beside.get(spot.slot, ()):
                self._rooms[Spot(spot.room, slot)].append(key)
                for person in problem.session[key].people:
                    self._people[person, slot].append(key)

    def room(self, spot: Spot, but: int = 0) -> list[int]:
        """The sessions in a room at some time of a slot, ``but`` one."""
        return [key for key in self._rooms.get(spot, ()) if key != but]

    def people(self, session: SessionFacts, slot: int) -> list[tuple[int, str]]:
        """The other sessions at some time of a slot that somebody of this one gives, and who."""
        found = {(key, who) for who in session.people for key in self._people.get((who, slot), ())}
        return sorted((key, who) for key, who in found if key != session.key)


def possible(problem: Problem, session: SessionFacts, taken: Taken) -> list[Spot]:
    """Where a session can be given beside those that are placed."""
    slots = [
        slot for slot in problem.slots if not hindered_by_slot(session, slot) and not taken.people(session, slot.key)
    ]
    rooms = [room for room in problem.rooms if not hindered_by_room(session, room)]
    spots = ((room, slot) for slot in slots for room in rooms if not is_closed(room, slot))
    found = (Spot(room.key, slot.key) for room, slot in spots)
    return [spot for spot in found if not taken.room(spot, session.key)]


def pairs(interests: Iterable[Iterable[int]]) -> dict[tuple[int, int], int]:
    """How many participants would go to both of two sessions; ``interests`` has what each of them would go to."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for each in interests:
        wanted = sorted(set(each))
        for place, one in enumerate(wanted):
            for other in wanted[place + 1 :]:
                found[one, other] += 1
    return dict(found)
