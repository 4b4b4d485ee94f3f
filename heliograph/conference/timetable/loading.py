"""The facts of a conference's timetable, read from the database. The number of queries does not grow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from heliograph.conference.models import Conference
from heliograph.conference.published.models import Interest
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.models import Session, SessionPerson
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.checking import conflicts
from heliograph.conference.timetable.models import Room, Slot, Timetable
from heliograph.conference.timetable.problem import (
    Problem,
    RoomFacts,
    SessionFacts,
    SlotFacts,
    Spot,
    Stretch,
    pairs,
)
from heliograph.moments.locales import join, write_brief_day, write_clock
from heliograph.moments.zones import zone_info
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class Loaded:
    """The rows of a timetable and their facts, names as a reader has them. ``slots`` has those for all as well."""

    problem: Problem
    rooms: Sequence[Room]
    slots: Sequence[Slot]
    sessions: Sequence[Session]
    locked: frozenset[int]


def load(conference: Conference, timetable: Timetable | None, languages: Sequence[str]) -> Loaded:
    """Rooms, slots and sessions of a conference, and where a version has them."""
    wanted = [*languages, conference.programme.source_language]
    rooms = list(Room.objects.filter(conference=conference).prefetch_related("closures"))
    slots = list(Slot.objects.filter(conference=conference).select_related("room"))
    sessions = list(standing(conference).order_by("pk"))
    now, locked = _placed(timetable, {each.pk for each in sessions})
    facts = {each: slot_facts(each, conference.zone, wanted) for each in slots}
    interests = _interests(conference)
    problem = Problem(
        sessions=_session_facts(conference, sessions, interests),
        rooms=[_room_facts(each, slots, wanted) for each in rooms],
        slots=[said for each, said in facts.items() if each.kind == SlotKind.SESSIONS],
        commons=[said for each, said in facts.items() if each.kind == SlotKind.PLENARY],
        now=now,
        kept=locked,
        together=pairs(interests.values()),
    )
    return Loaded(problem, rooms, slots, sessions, locked)


def _placed(timetable: Timetable | None, standing: set[int]) -> tuple[dict[int, Spot], frozenset[int]]:
    """Where sessions that stand are, and which of them are locked."""
    if timetable is None:
        return {}, frozenset()
    rows = list(timetable.placements.filter(session__in=standing).order_by("session"))
    now = {each.session_id: Spot(each.room_id, each.slot_id) for each in rows}
    return now, frozenset(each.session_id for each in rows if each.locked)


def _interests(conference: Conference) -> dict[int, list[int]]:
    """What each participant would go to."""
    rows = Interest.objects.filter(session__conference=conference, session__stands=True)
    found: dict[int, list[int]] = defaultdict(list)
    for person, session in rows.order_by("person", "session").values_list("person_id", "session_id"):
        found[person].append(session)
    return found


def _session_facts(
    conference: Conference, sessions: Sequence[Session], interests: dict[int, list[int]]
) -> list[SessionFacts]:
    arrivals = dict(conference.arrivals.values_list("region", "at"))
    wanted = Counter(key for each in interests.values() for key in each)
    people = [person for each in sessions for person in each.people.all()]
    known = {person.person.email.lower(): person.person.pk for person in people if person.person is not None}
    return [
        SessionFacts(
            key=each.pk,
            title=each.title,
            minutes=each.minutes,
            people={_who(person, known): person.shown for person in each.people.all()},
            needs=frozenset(each.needs),
            expected=each.expected,
            theme=each.theme_id,
            not_before=arrivals.get(each.region),
            not_at=tuple(_stretch(*pair) for pair in each.not_at),
            wanted=wanted[each.pk],
        )
        for each in sessions
    ]


def _who(person: SessionPerson, known: dict[str, int]) -> str:
    """What tells people apart: the record, found by address too; else the address; else nobody but himself."""
    record = person.person_id or known.get(person.email.lower())
    return f"person-{record}" if record else person.email.lower() or f"row-{person.pk}"


def _stretch(begins: str, ends: str) -> Stretch:
    return Stretch(datetime.fromisoformat(begins), datetime.fromisoformat(ends))


def _room_facts(room: Room, slots: Iterable[Slot], languages: Sequence[str]) -> RoomFacts:
    """A room is closed as well while something for all takes place in it."""
    used = [
        Stretch(each.begins, each.ends) for each in slots if each.room_id == room.pk and each.kind != SlotKind.SESSIONS
    ]
    closed = [Stretch(each.begins, each.ends) for each in room.closures.all()]
    name = pick(room.name, languages)[0]
    return RoomFacts(room.pk, name, room.capacity, frozenset(room.equipment), (*closed, *used))


def slot_facts(slot: Slot, zone: str, languages: Sequence[str]) -> SlotFacts:
    """The facts of a slot."""
    title = pick(slot.title, languages)[0]
    when = slot_words(slot, zone, languages[0])
    day = slot.begins.astimezone(zone_info(zone)).date()
    return SlotFacts(slot.begins, slot.ends, slot.pk, day, f"{title}, {when}" if title else when)


def slot_words(slot: Slot, zone: str, language: str) -> str:
    """When a slot is, on the clock of the place: “Tuesday 31 March, 09:00–09:45”."""
    day = slot.begins.astimezone(zone_info(zone)).date()
    return join(write_brief_day(day, language), clock_words(slot, zone, language), language)


def clock_words(slot: Slot, zone: str, language: str) -> str:
    """From when to when a slot is, on the clock of the place: “09:00–09:45”."""
    begins, ends = (write_clock(each.astimezone(zone_info(zone)), language) for each in (slot.begins, slot.ends))
    return f"{begins}–{ends}"


def keeping(problem: Problem, *, rest_only: bool) -> Problem:
    """The problem as the solver gets it: with ``rest_only`` whatever has a place and no conflict stays there too."""
    now = {key: spot for key, spot in problem.now.items() if spot.room in problem.room and spot.slot in problem.slot}
    if not rest_only:
        return replace(problem, now=now)
    wrong = {key for each in conflicts(problem, now) for key in each.sessions}
    return replace(problem, now=now, kept=problem.kept | (now.keys() - wrong))
