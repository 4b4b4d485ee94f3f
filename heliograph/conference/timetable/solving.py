"""The solver: places sessions by constraint programming (OR-Tools CP-SAT). Only the worker and the bench load it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ortools.sat.python import cp_model

from heliograph.conference.timetable.modelling import Model
from heliograph.conference.timetable.problem import Placed, Problem
from heliograph.conference.timetable.trying import first_try

SEED = 20260331
WORKERS = 2


@dataclass(frozen=True)
class Outcome:
    """What a search has found. ``met`` is how much of all ``wishes`` is met, None before anything was found.

    ``sessions`` is how many can be placed as far as places go, ``kept`` how many were not to be moved. ``bound`` is
    proven: no timetable is worth more, a session that is placed counting one more than ``worst``, all that can be lost.
    """

    placed: Placed = field(default_factory=dict)
    sessions: int = 0
    kept: int = 0
    met: int | None = None
    wishes: int = 0
    worst: int = 0
    bound: int | None = None
    seconds: float = 0.0

    @property
    def most(self) -> int:
        """No timetable places more sessions."""
        if self.bound is None:
            return self.sessions
        return min(self.sessions, self.kept + (self.bound - self.wishes + self.worst) // (self.worst + 1))

    @property
    def gap(self) -> float | None:
        """By what share more wishes might be met at best; 0.0: proven best. None where that is not known."""
        if self.bound is None or self.met is None or len(self.placed) < self.most:
            return None
        best = min(self.wishes, self.bound - (len(self.placed) - self.kept) * (self.worst + 1))
        return max(0.0, (best - self.met) / max(1, best))


class Search:
    """One search: ``run`` it in a thread, look at ``best`` meanwhile, ``stop`` it from another.

    A session that is placed counts for more than all wishes together.
    """

    def __init__(self, problem: Problem, seconds: float, workers: int = WORKERS) -> None:
        self.best = Outcome(
            problem.fixed, max(len(problem.fixed), min(len(problem.sessions), problem.places)), len(problem.fixed)
        )
        self._problem, self._until, self._began = problem, time.monotonic() + seconds, time.monotonic()
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = workers
        self._solver.parameters.random_seed = SEED
        self._stopped = False

    def run(self) -> Outcome:
        """Search until it is proven best, the time is over, or somebody stops it; what was found by then."""
        built, first = Model(self._problem), first_try(self._problem)
        self._note(wishes=built.wishes, worst=built.worst, placed=first, met=built.begin_with(first))
        built.model.maximize(built.number_placed() * (built.worst + 1) + built.met())
        left = self._until - time.monotonic()
        if left > 0 and not self._stopped:
            self._solver.parameters.max_time_in_seconds = left
            self._solver.best_bound_callback = lambda bound: self._note(bound=round(bound))
            status = self._solver.solve(built.model, _Found(self._note, built))
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                self._note(bound=round(self._solver.best_objective_bound))
        self._note(seconds=time.monotonic() - self._began)
        return self.best

    def stop(self) -> None:
        """End the search soon, with the best that was found so far."""
        self._stopped = True
        self._solver.stop_search()

    def _note(self, **changes: Any) -> None:
        self.best = replace(self.best, **changes)


class _Found(cp_model.CpSolverSolutionCallback):
    """Notes each solution that is better than the last."""

    def __init__(self, note: Callable[..., None], built: Model) -> None:
        super().__init__()
        self._note, self._built, self._met = note, built, built.met()

    def on_solution_callback(self) -> None:
        placed = {
            key: next(spot for spot, variable in self._built.at[key].items() if self.boolean_value(variable))
            for key, slots in self._built.in_slot.items()
            if any(self.boolean_value(variable) for variable in slots.values())
        }
        self._note(placed={**self._built.problem.fixed, **placed}, met=round(self.value(self._met)))
