"""Timetables to solve, made of little: plain facts, and random ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from heliograph.conference.timetable.equipment import EQUIPMENT
from heliograph.conference.timetable.problem import Problem, RoomFacts, SessionFacts, SlotFacts, Spot, Stretch, pairs

FIRST = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)


def instant(hour: float, day: int = 0) -> datetime:
    """So many hours after the conference begins in the morning of a day."""
    return FIRST + timedelta(days=day, hours=hour)


def slot(key: int, begins: float, minutes: int = 45, day: int = 0) -> SlotFacts:
    at = instant(begins, day)
    return SlotFacts(at, at + timedelta(minutes=minutes), key, date(2026, 3, 31) + timedelta(days=day), f"slot {key}")


def room(key: int, **fields: Any) -> RoomFacts:
    return RoomFacts(key, f"room {key}", **fields)


def session(key: int, *people: str, **fields: Any) -> SessionFacts:
    told = {"minutes": 45, "people": {one: one.title() for one in people}}
    return SessionFacts(key, f"Session {key}", **{**told, **fields})


_KEYS = sorted(EQUIPMENT)[:3]
_equipment = st.frozensets(st.sampled_from(_KEYS), max_size=2)
_hours = st.integers(0, 7)


@st.composite
def _stretches(draw: Any) -> tuple[Stretch, ...]:
    begins = draw(st.lists(st.tuples(_hours, st.integers(0, 1)), max_size=1))
    return tuple(Stretch(instant(hour, day), instant(hour + 2, day)) for hour, day in begins)


@st.composite
def _session(draw: Any, key: int) -> SessionFacts:
    people = draw(st.lists(st.sampled_from("abcdef"), max_size=2, unique=True))
    early = draw(st.none() | st.tuples(_hours, st.integers(0, 1)))
    return session(
        key,
        *people,
        minutes=draw(st.sampled_from([45, 45, 80, 120])),
        needs=draw(_equipment),
        expected=draw(st.none() | st.sampled_from([10, 40, 90])),
        theme=draw(st.none() | st.integers(1, 2)),
        not_before=instant(*early) if early else None,
        not_at=draw(_stretches()),
    )


@st.composite
def problems(draw: Any) -> Problem:
    """A conference of two days with slots that may overlap, sessions that may be locked anywhere, and choices."""
    rooms = [
        room(key, capacity=draw(st.none() | st.sampled_from([30, 60])), equipment=draw(_equipment), closed=closed)
        for key, closed in enumerate(draw(st.lists(_stretches(), min_size=1, max_size=3)), 1)
    ]
    times = draw(st.lists(st.tuples(_hours, st.sampled_from([45, 80]), st.integers(0, 1)), max_size=6, unique=True))
    slots = [slot(key, hour, minutes, day) for key, (hour, minutes, day) in enumerate(times, 1)]
    sessions = [draw(_session(key)) for key in range(1, draw(st.integers(0, 8)) + 1)]
    spots = [Spot(one.key, other.key) for one in rooms for other in slots]
    taken = draw(st.lists(st.sampled_from(spots), max_size=len(sessions), unique=True)) if spots and sessions else []
    now = {each.key: spot for each, spot in zip(sessions, taken, strict=False)}
    kept = draw(st.frozensets(st.sampled_from(sorted(now)), max_size=4)) if now else frozenset()
    keys = [each.key for each in sessions]
    wants = draw(st.lists(st.lists(st.sampled_from(keys), max_size=3), max_size=4)) if keys else []
    return Problem(sessions, rooms, slots, now=now, kept=kept, together=pairs(wants))
