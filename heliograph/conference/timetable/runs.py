"""Runs of the solver as the desk asks for them and stops them; a worker does them (``running.py``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from importlib.util import find_spec

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.states import SolveState
from heliograph.conference.timetable.models import SolverRun, Timetable
from heliograph.conference.timetable.versions import draft_of
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: For how many seconds a run may search: as the desk offers them, the first unless something else is chosen.
SECONDS = (30, 10, 60, 120)
#: A run whose worker has shown no sign of life for so long has lost it.
LOST_AFTER = timedelta(minutes=1)
LIVE = (SolveState.QUEUED, SolveState.RUNNING)


def solver_is_there() -> bool:
    """Whether the solver is installed (the extra ``timetable``)."""
    return find_spec("ortools") is not None


def is_lost(run: SolverRun, at: datetime) -> bool:
    """Whether the worker of a run is gone."""
    return run.state == SolveState.RUNNING and (run.beat_at is None or run.beat_at < at - LOST_AFTER)


def under_way(draft: Timetable, at: datetime) -> SolverRun | None:
    """The run that a worker does or will do on a draft. One that has lost its worker is none."""
    found = draft.runs.filter(state__in=LIVE).first()
    return None if found is None or is_lost(found, at) else found


def last_run(draft: Timetable) -> SolverRun | None:
    """The latest run on a draft."""
    return draft.runs.first()


def begin(draft: Timetable, seconds: int, by: Person, at: datetime, *, rest_only: bool) -> SolverRun:
    """Let a worker solve a held draft. For the transaction that holds it. Raises Refused: ``no-solver``."""
    if not solver_is_there():
        raise Refused("no-solver", _("The solver is not installed here. Sessions can be placed by hand."))
    _bury(draft, at)
    allowed = seconds if seconds in SECONDS else SECONDS[0]
    run: SolverRun = draft.runs.create(seconds=allowed, rest_only=rest_only, asked_at=at, asked_by=by)
    log(draft.conference, "solver-asked", by, at, number=draft.number, rest_only=rest_only)
    transaction.on_commit(partial(_enqueue, run.pk))
    return run


def _enqueue(run_id: int) -> None:
    """Call the task by name (tasks stand above this module)."""
    import_string("heliograph.conference.timetable.tasks.solve").enqueue(run_id)


def _bury(draft: Timetable, at: datetime) -> None:
    """Close runs that have lost their worker."""
    for run in draft.runs.filter(state__in=LIVE):
        if is_lost(run, at):
            close(run, SolveState.FAILED, at)


def close(run: SolverRun, state: SolveState, at: datetime) -> None:
    """Write down how a run has ended."""
    run.state, run.ended_at = state, at
    run.save(update_fields=["state", "ended_at", "result"])


@transaction.atomic
def stop(conference: Conference, by: Person, at: datetime) -> bool:
    """Let the run that is under way end soon, with the best that it has found; False where none is.

    One that no worker has begun, or whose worker is gone, ends at once. Raises Refused: ``not-yours``.
    """
    draft = draft_of(held_conference(conference, by))
    run = draft.runs.select_for_update().filter(state__in=LIVE).first() if draft is not None else None
    if run is None:
        return False
    if run.state == SolveState.QUEUED:
        close(run, SolveState.STOPPED, at)
    elif is_lost(run, at):
        close(run, SolveState.FAILED, at)
    else:
        run.stop_asked = True
        run.save(update_fields=["stop_asked"])
    log(conference, "solver-stopped", by, at)
    return True
