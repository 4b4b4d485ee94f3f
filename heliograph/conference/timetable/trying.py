"""A first timetable at once, session by session: where the solver begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from heliograph.conference.timetable.problem import Problem, RoomFacts, SessionFacts, Spot, Taken, possible

#: Each so many places too many in a room are one worse, up to ``_WORST``; each so many too few as well.
_TOO_MANY, _TOO_FEW, _WORST = 20, 10, 9


def misfit(session: SessionFacts, room: RoomFacts) -> int:
    """How badly a room fits that takes all who are expected: much too large, or too small for all who would go."""
    come = max(session.expected or 0, session.wanted)
    if room.capacity is None or not come:
        return 0
    short, spare = max(0, come - room.capacity), max(0, room.capacity - come)
    return min(_WORST, short // _TOO_FEW + spare // _TOO_MANY)


def by_theme(sessions: Sequence[SessionFacts]) -> dict[int, list[int]]:
    """The keys of sessions that have a theme, by theme."""
    found: dict[int, list[int]] = defaultdict(list)
    for session in sessions:
        if session.theme is not None:
            found[session.theme].append(session.key)
    return dict(sorted(found.items()))


def first_try(problem: Problem) -> dict[int, Spot]:
    """Every session where it is now if it can stay there, then those with the fewest places first, each at its best."""
    placed = dict(problem.fixed)
    free = [each for each in problem.sessions if each.key not in placed]
    alone = Taken(problem, placed)
    room_for = {each.key: len(possible(problem, each, alone)) for each in free}
    for session in sorted(free, key=lambda each: (each.key not in problem.now, room_for[each.key], each.key)):
        spots = possible(problem, session, Taken(problem, placed))
        if spots:
            now = problem.now.get(session.key)
            placed[session.key] = now if now in spots else min(spots, key=lambda s: _cost(problem, placed, session, s))
    return placed


def _cost(problem: Problem, placed: dict[int, Spot], session: SessionFacts, spot: Spot) -> tuple[int, Spot]:
    """What a spot costs beside those that are placed, so that the cheapest is taken, the first of several."""
    beside = problem.beside[spot.slot]
    others = [problem.session[key] for key, other in placed.items() if other.slot in beside]
    clashes = sum(session.theme is not None and other.theme == session.theme for other in others)
    weights = problem.weights
    return weights.apart * clashes + weights.fit * misfit(session, problem.room[spot.room]), spot
