"""The timetable as the desk shows it: days of slots by rooms, what has no place and why, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.checking import Conflict, conflicts
from heliograph.conference.timetable.loading import Loaded, clock_words
from heliograph.conference.timetable.models import Slot
from heliograph.conference.timetable.problem import Hindrance, Spot, Taken, hindrances
from heliograph.conference.timetable.reasons import reasons
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.moments.locales import write_day
from heliograph.moments.zones import zone_info
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import direction

#: What is against a place for the session that was picked, in a word or two.
_AGAINST: dict[Hindrance, str | Promise] = {
    Hindrance.LONG: _("too short"),
    Hindrance.AWAY: _("away then"),
    Hindrance.EARLY: _("not arrived yet"),
    Hindrance.EQUIPMENT: _("lacks equipment"),
    Hindrance.SMALL: _("too small"),
    Hindrance.CLOSED: _("closed"),
}


@dataclass(frozen=True)
class SessionLine:
    """A session. ``reason`` is why it has no place, ``wrong`` that something is against the one it has."""

    session: Session
    direction: str
    people: Sequence[str]
    theme: Picked | None
    locked: bool = False
    wrong: bool = False
    picked: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Cell:
    """A room in a slot. ``value`` names it in a form.

    ``offer`` is what the button for the session that was picked says, empty: none; ``against`` is why it does not fit.
    """

    value: str
    room: Picked
    lines: Sequence[SessionLine]
    closed: bool = False
    offer: str = ""
    against: Sequence[str | Promise] = ()


@dataclass(frozen=True)
class Row:
    """A slot: a cell for each room, or what it is where it is for all."""

    slot: Slot
    clock: str
    title: Picked
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Day:
    """A day at the place."""

    key: str
    words: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Grid:
    """All of it. ``placed`` and ``sessions`` are how many there are."""

    rooms: Sequence[Picked]
    days: Sequence[Day]
    unplaced: Sequence[SessionLine]
    conflicts: Sequence[Conflict]
    picked: SessionLine | None = None
    places: Sequence[tuple[str, str]] = field(default_factory=list)
    placed: int = 0
    sessions: int = 0


def grid(conference: Conference, loaded: Loaded, reader: Reader, picked: int | None = None) -> Grid:
    """What the desk shows of a timetable; ``picked`` is the key of the session that is to be moved. No query."""
    return _Drawing(conference, loaded, reader, picked).grid()


class _Drawing:
    def __init__(self, conference: Conference, loaded: Loaded, reader: Reader, picked: int | None) -> None:
        self.conference, self.loaded, self.reader = conference, loaded, reader
        self.source = conference.programme.source_language
        self.problem = problem = loaded.problem
        self.taken = Taken(problem, problem.now)
        self.found = conflicts(problem, problem.now)
        self.wrong = {key for each in self.found for key in each.sessions}
        self.why = reasons(problem, problem.now)
        self.picked = problem.session.get(picked or 0)
        self.lines = {each.pk: self._line(each) for each in loaded.sessions}
        self.rooms = [(each.pk, text_for(each.name, reader, self.source)) for each in loaded.rooms]

    def grid(self) -> Grid:
        return Grid(
            rooms=[name for _key, name in self.rooms],
            days=list(self._days()),
            unplaced=[line for key, line in self.lines.items() if key in self.why],
            conflicts=self.found,
            picked=self.lines[self.picked.key] if self.picked else None,
            places=list(self._places()) if self.picked else [],
            placed=len(self.lines) - len(self.why),
            sessions=len(self.lines),
        )

    def _places(self) -> Iterator[tuple[str, str]]:
        """Every place for the picked session as a choice, with what is against it; those that fit come first."""
        found = [(self._against(Spot(room.key, slot.key)), room, slot) for room, slot in self.problem.spots()]
        for against, room, slot in sorted(found, key=lambda each: bool(each[0])):
            words = f"{slot.label}, {room.name}"
            yield f"{room.key}:{slot.key}", f"{words} ({with_commas(against)})" if against else words

    def _line(self, session: Session) -> SessionLine:
        key = session.pk
        return SessionLine(
            session=session,
            direction=direction(session.language),
            people=[each.shown for each in session.people.all() if each.shown],
            theme=text_for(session.theme.name, self.reader, self.source) if session.theme else None,
            locked=key in self.loaded.locked,
            wrong=key in self.wrong,
            picked=self.picked is not None and self.picked.key == key,
            reason=self.why.get(key, ""),
        )

    def _days(self) -> Iterator[Day]:
        def day(slot: Slot) -> date:
            return slot.begins.astimezone(zone_info(self.conference.zone)).date()

        for on, slots in groupby(self.loaded.slots, day):
            yield Day(on.isoformat(), write_day(on, self.reader.language), [self._row(each) for each in slots])

    def _row(self, slot: Slot) -> Row:
        title = text_for(slot.title, self.reader, self.source)
        if not str(title):
            title = Picked(str(slot.get_kind_display()), self.reader.language)
        cells = [self._cell(slot, key, name) for key, name in self.rooms] if slot.kind == SlotKind.SESSIONS else []
        return Row(slot, clock_words(slot, self.conference.zone, self.reader.language), title, cells)

    def _cell(self, slot: Slot, room: int, name: Picked) -> Cell:
        spot = Spot(room, slot.pk)
        there = [self.lines[key] for key in self.taken.room(spot) if self.problem.now[key] == spot]
        facts = self.problem.slot[slot.pk]
        closed = any(facts.overlaps(each) for each in self.problem.room[room].closed)
        return Cell(f"{room}:{slot.pk}", name, there, closed, self._offer(there), self._against(spot))

    def _offer(self, there: Sequence[SessionLine]) -> str:
        if self.picked is None or any(line.picked or line.locked for line in there):
            return ""
        if not there:
            return gettext("Place here")
        return gettext("Swap") if self.picked.key in self.problem.now else gettext("Take its place")

    def _against(self, spot: Spot) -> list[str | Promise]:
        """What is against the picked session here, other sessions in this very place aside: it would change places."""
        session = self.picked
        if session is None:
            return []
        found = hindrances(session, self.problem.room[spot.room], self.problem.slot[spot.slot])
        beside = [key for key in self.taken.room(spot, session.key) if self.problem.now[key] != spot]
        elsewhere = [key for key, _who in self.taken.people(session, spot.slot) if self.problem.now[key] != spot]
        taken = [_("taken in part")] if beside else []
        return [*(_AGAINST[each] for each in found), *taken, *([_("elsewhere then")] if elsewhere else [])]
