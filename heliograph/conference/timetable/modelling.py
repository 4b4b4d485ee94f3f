"""The constraints of a timetable as a model of OR-Tools CP-SAT. Only the worker and the bench load it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ortools.sat.python import cp_model

from heliograph.conference.timetable.problem import Placed, Problem, SessionFacts, Spot, Taken, possible
from heliograph.conference.timetable.trying import by_theme, misfit

#: So many pairs of sessions are kept apart for who would go to both, those that most would go to first.
MOST_PAIRS = 400

#: Variables and a number: what they add up to with it.
_Floor = tuple[list[Any], int]


class Model:
    """The constraints over booleans: ``at[session][spot]`` and ``in_slot[session][slot]``.

    ``wishes`` is what is met of them at most, ``worst`` how much less it can be.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        taken = Taken(problem, problem.fixed)
        free = sorted((each for each in problem.sessions if each.key not in problem.fixed), key=lambda each: each.key)
        self.at: dict[int, dict[Spot, Any]] = {}
        self.in_slot: dict[int, dict[int, Any]] = defaultdict(dict)
        for session in free:
            self._add_session(session, possible(problem, session, taken))
        self._each_room_once()
        self._each_person_once()
        self._losses: list[tuple[Any, int, list[_Floor]]] = []
        self._unfit: list[tuple[Any, int]] = []
        self.wishes = self.worst = 0
        self._wish_themes_apart()
        self._wish_themes_spread()
        self._wish_rooms_fit()
        self._wish_choices()

    def _add_session(self, session: SessionFacts, spots: list[Spot]) -> None:
        variables = {spot: self.model.new_bool_var(f"s{session.key}r{spot.room}t{spot.slot}") for spot in spots}
        by_slot: dict[int, list[Any]] = defaultdict(list)
        for spot, variable in variables.items():
            by_slot[spot.slot].append(variable)
        for slot, there in by_slot.items():
            self.in_slot[session.key][slot] = self.model.new_bool_var(f"s{session.key}t{slot}")
            self.model.add(sum(there) == self.in_slot[session.key][slot])
        self.model.add_at_most_one(self.in_slot[session.key].values())
        self.at[session.key] = variables

    def _during(self, key: int, slots: Iterable[int]) -> list[Any]:
        """Whether a free session is given in one of some slots: variables of which one at most is true."""
        return [self.in_slot[key][slot] for slot in slots if slot in self.in_slot[key]]

    def _given(self, keys: Iterable[int], slots: Iterable[int]) -> list[Any]:
        """As ``_during``, for several sessions: as many are true as of them are given."""
        wanted = tuple(slots)
        return [variable for key in keys if key in self.at for variable in self._during(key, wanted)]

    def _each_room_once(self) -> None:
        by_spot: dict[Spot, list[Any]] = defaultdict(list)
        for variables in self.at.values():
            for spot, variable in variables.items():
                by_spot[spot].append(variable)
        for room in self.problem.rooms:
            for slots in self.problem.at_once:
                self.model.add_at_most_one(v for slot in slots for v in by_spot[Spot(room.key, slot)])
        for slots in self.problem.at_once:  # follows from the above; said once more, it bounds what can be placed
            self.model.add(sum(self._given(self.at, slots)) <= len(self.problem.rooms))

    def _each_person_once(self) -> None:
        given: dict[str, list[int]] = defaultdict(list)
        for key in self.at:
            for person in self.problem.session[key].people:
                given[person].append(key)
        for keys in {tuple(keys) for keys in given.values() if len(keys) > 1}:
            for slots in self.problem.at_once:
                self.model.add_at_most_one(self._given(keys, slots))

    def _wish(self, worth: int, times: int = 1) -> None:
        """A wish that is worth so much if it is met, and may be missed so many times over."""
        self.wishes, self.worst = self.wishes + worth, self.worst + worth * times

    def _lose(self, weight: int, most: int, floors: Iterable[_Floor]) -> None:
        """A loss of ``weight`` for each unit by which the highest of ``floors`` is more than nothing."""
        if most <= 0:
            return
        loss = self.model.new_int_var(0, most, "")
        over = list(floors)
        for there, more in over:
            self.model.add(loss >= sum(there) + more)
        self._losses.append((loss, weight, over))

    def _fixed_in(self, keys: Iterable[int], slots: Iterable[int]) -> int:
        wanted = set(slots)
        return sum(key in self.problem.fixed and self.problem.fixed[key].slot in wanted for key in keys)

    def _wish_themes_apart(self) -> None:
        weight = self.problem.weights.apart
        several = max(
            (sum(slot.key in slots for slots in self.problem.at_once) for slot in self.problem.slots), default=1
        )
        for keys in by_theme(self.problem.sessions).values():
            self._wish(weight * len(keys), several)
            for slots in self.problem.at_once:
                beside = self._given(keys, slots), self._fixed_in(keys, slots) - 1
                self._lose(weight, len(keys) - 1, [beside])

    def _wish_themes_spread(self) -> None:
        weight = self.problem.weights.spread
        days: dict[Any, list[int]] = defaultdict(list)
        for slot in self.problem.slots:
            days[slot.day].append(slot.key)
        for keys in by_theme(self.problem.sessions).values():
            self._wish(weight * len(keys))
            share = -(-len(keys) // len(days)) if days else 0
            for slots in days.values():
                over = self._given(keys, slots), self._fixed_in(keys, slots) - share
                self._lose(weight, len(keys) - share, [over])

    def _wish_rooms_fit(self) -> None:
        weight = self.problem.weights.fit
        for key, variables in self.at.items():
            session = self.problem.session[key]
            levels = {spot: misfit(session, self.problem.room[spot.room]) for spot in variables}
            self._wish(weight * max(levels.values(), default=0))
            self._unfit.extend((variable, weight * levels[spot]) for spot, variable in variables.items())

    def _wish_choices(self) -> None:
        weight = self.problem.weights.choice
        known = {key: count for key, count in self.problem.together.items() if set(key) <= self.problem.session.keys()}
        for (one, other), count in sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PAIRS]:
            self._wish(weight * count)
            both, every = (one, other), self.problem.at_once
            floors = [(self._given(both, slots), self._fixed_in(both, slots) - 1) for slots in every]
            self._lose(weight * count, 1, floors)

    def number_placed(self) -> Any:
        """How many free sessions are placed."""
        return sum(variable for slots in self.in_slot.values() for variable in slots.values())

    def met(self) -> Any:
        """How much of the wishes is met."""
        lost = (weight * loss for loss, weight, _floors in self._losses)
        return self.wishes - sum(lost) - sum(weight * variable for variable, weight in self._unfit if weight)

    def begin_with(self, placed: Placed) -> int:
        """Let the solver begin with a timetable, down to each variable; how much of the wishes that meets."""
        value: dict[int, int] = {}

        def hint(variable: Any, is_so: int) -> int:
            self.model.add_hint(variable, is_so)
            value[variable.index] = is_so
            return is_so

        for key, variables in self.at.items():
            for spot, variable in variables.items():
                hint(variable, int(placed.get(key) == spot))
            for slot, variable in self.in_slot[key].items():
                hint(variable, int(key in placed and placed[key].slot == slot))
        met = self.wishes - sum(weight * value[variable.index] for variable, weight in self._unfit)
        for loss, weight, floors in self._losses:
            over = (sum(value[each.index] for each in there) + more for there, more in floors)
            met -= weight * hint(loss, max(0, max(over, default=0)))
        return met
