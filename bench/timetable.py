"""How good a timetable the solver finds in which time: random conferences of three days, without a database."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from heliograph.conference.timetable.checking import conflicts
from heliograph.conference.timetable.problem import Problem, RoomFacts, SessionFacts, SlotFacts, Stretch, pairs
from heliograph.conference.timetable.solving import WORKERS, Outcome, Search

SECONDS = 25
#: Sessions, rooms, participants who have said where they would go.
SIZES = ((40, 4, 0), (40, 4, 300), (150, 8, 0), (150, 8, 600), (200, 8, 0))
THEMES = 6
EQUIPMENT = ("projector", "sound", "interpretation", "tables")
PLACES = (200, 120, 80, 60, 50, 40, 40, 30)
#: When the slots of a day begin, in hours, and how many minutes they have.
DAY = ((1.0, 45), (2.0, 80), (3.5, 45), (5.5, 80), (7.0, 45), (8.0, 80), (9.5, 45))


def _slots() -> list[SlotFacts]:
    first = datetime(2026, 3, 31, tzinfo=UTC)
    found = []
    for day in range(3):
        for hour, minutes in DAY:
            at = first + timedelta(days=day, hours=hour)
            found.append(SlotFacts(at, at + timedelta(minutes=minutes), len(found) + 1, at.date(), ""))
    return found


def _rooms(count: int) -> list[RoomFacts]:
    return [
        RoomFacts(key + 1, "", PLACES[key % 8], frozenset(EQUIPMENT if key < 2 else EQUIPMENT[: 2 + key % 2]))
        for key in range(count)
    ]


def _session(key: int, count: int, slots: list[SlotFacts], chance: random.Random) -> SessionFacts:
    """A third are long, many have two who give them, some are led from far away or by who is away for half a day."""
    people = [f"lead {key}"]
    if chance.random() < 0.4:
        people.append(f"lead {chance.randrange(count)}")
    if chance.random() < 0.2:
        people.append(f"speaker {chance.randrange(20)}")
    away = chance.choice(slots).begins
    return SessionFacts(
        key=key,
        title="",
        minutes=80 if chance.random() < 0.35 else 45,
        people=dict.fromkeys(people, ""),
        needs=frozenset(each for each in EQUIPMENT if chance.random() < 0.15),
        expected=chance.choice([15, 20, 25, 30, 30, 40, 50, None]),
        theme=chance.randrange(THEMES),
        not_before=slots[chance.randrange(6)].begins if chance.random() < 0.2 else None,
        not_at=(Stretch(away, away + timedelta(hours=4)),) if chance.random() < 0.2 else (),
    )


def conference(sessions: int, rooms: int, participants: int, seed: int = 1) -> Problem:
    """A random conference, the same for the same numbers; some sessions are far more wanted than others."""
    chance, slots = random.Random(seed), _slots()
    keys = range(1, sessions + 1)
    liked = [1 / (1 + key * 0.05) for key in keys]
    wants = [set(chance.choices(keys, liked, k=chance.randint(2, 9))) for _each in range(participants)]
    found = [_session(key, sessions, slots, chance) for key in keys]
    return Problem(found, _rooms(rooms), slots, together=pairs(wants))


def clashes(problem: Problem, outcome: Outcome) -> int:
    """How many sessions run beside an earlier one on their theme."""
    beside = (
        Counter(problem.session[key].theme for key, spot in outcome.placed.items() if spot.slot in slots)
        for slots in problem.at_once
    )
    return sum(count - 1 for each in beside for count in each.values())


def main() -> None:
    print(f"{SECONDS} s at most, {WORKERS} threads, {len(DAY) * 3} slots on three days")
    print("sessions  rooms  choosing   seconds  placed  at most   wishes   met   gap    beside their theme")
    for sessions, rooms, participants in SIZES:
        problem = conference(sessions, rooms, participants)
        outcome = Search(problem, SECONDS).run()
        assert not conflicts(problem, outcome.placed)
        gap = "?" if outcome.gap is None else f"{100 * outcome.gap:.1f} %"
        print(
            f"{sessions:8} {rooms:6} {participants:9} {outcome.seconds:9.1f} {len(outcome.placed):7} {outcome.most:8} "
            f"{outcome.wishes:8} {outcome.met:5} {gap:>6} {clashes(problem, outcome):8}"
        )
