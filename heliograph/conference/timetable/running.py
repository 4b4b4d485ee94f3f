"""The worker's part of a run of the solver: read the draft, search, show a sign of life, write what was found.

The draft is as it was until the run ends: a worker that is killed has changed nothing, and the run can be begun anew.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from heliograph.conference.doors import log as log_conference
from heliograph.conference.models import Conference
from heliograph.conference.states import SolveState, TimetableState
from heliograph.conference.timetable.loading import keeping, load
from heliograph.conference.timetable.models import SolverRun, Timetable
from heliograph.conference.timetable.placing import Place, usable, write
from heliograph.conference.timetable.problem import Problem, Spot
from heliograph.conference.timetable.runs import close

if TYPE_CHECKING:
    from heliograph.conference.timetable.solving import Outcome, Search

log = logging.getLogger(__name__)

#: How often a run shows that it is alive, and looks whether it is to stop, in seconds.
BEAT = 1.0


def run(run_id: int) -> None:
    """Do a run from its beginning to its end; nothing where a worker has taken it already."""
    taken = _take(run_id, timezone.now())
    if taken is None:
        return
    try:
        outcome = _search(run_id, taken, _read(taken))
    except Exception:
        log.exception("Run %s of the solver failed.", run_id)
        _fail(run_id)
    else:
        _finish(run_id, outcome)


@transaction.atomic
def _take(run_id: int, at: datetime) -> SolverRun | None:
    rows = SolverRun.objects.select_for_update(of=("self",)).select_related("timetable__conference__programme")
    found: SolverRun | None = rows.filter(pk=run_id, state=SolveState.QUEUED).first()
    if found is not None:
        found.state, found.begun_at, found.beat_at = SolveState.RUNNING, at, at
        found.save(update_fields=["state", "begun_at", "beat_at"])
    return found


def _read(taken: SolverRun) -> Problem:
    conference = taken.timetable.conference
    found = load(conference, taken.timetable, [conference.programme.source_language])
    return keeping(found.problem, rest_only=taken.rest_only)


def _search(run_id: int, taken: SolverRun, problem: Problem) -> Outcome:
    from heliograph.conference.timetable.solving import Search  # noqa: PLC0415 (only the worker loads the solver)

    search = Search(problem, float(taken.seconds))
    with ThreadPoolExecutor(1) as pool:
        _watch(run_id, search, pool.submit(search.run))
    return search.best


def _watch(run_id: int, search: Search, searching: Future[Any]) -> None:
    """Wait for the end of a search; whatever ends the watch ends the search."""
    try:
        while wait([searching], timeout=BEAT).not_done:
            if not _beat(run_id, search.best):
                search.stop()
    finally:
        search.stop()
    searching.result()


def _beat(run_id: int, best: Outcome) -> bool:
    """Show a sign of life and the best so far; False where the run is to stop."""
    alive = SolverRun.objects.filter(pk=run_id, state=SolveState.RUNNING)
    alive.update(beat_at=timezone.now(), result=_result(best))
    return alive.filter(stop_asked=False).exists()


def _result(best: Outcome) -> dict[str, Any]:
    """What a run keeps of what was found, for the desk."""
    known = best.gap is not None
    gap = {"gap": round(best.gap or 0.0, 4)} if known else {}
    return {"placed": len(best.placed), "most": best.most, "seconds": round(best.seconds, 1), **gap}


@transaction.atomic
def _finish(run_id: int, best: Outcome) -> None:
    """Write the best into the draft, unless the run was given up meanwhile."""
    held = _held(run_id)
    if held is None:
        return
    draft, at = held.timetable, timezone.now()
    changes = _changes(draft, best.placed)
    if changes and draft.state == TimetableState.DRAFT:
        write(draft, changes)
    held.result = {**_result(best), "moved": len(changes)}
    close(held, SolveState.STOPPED if held.stop_asked else SolveState.DONE, at)
    log_conference(draft.conference, "solved", held.asked_by, at, **held.result)


def _held(run_id: int) -> SolverRun | None:
    """The run with its draft, the conference's row locked first, as whoever moves something by hand does."""
    Conference.objects.select_for_update(of=("self",)).filter(timetables__runs=run_id).first()
    rows = SolverRun.objects.select_for_update(of=("self",)).select_related("timetable__conference", "asked_by")
    return rows.filter(pk=run_id, state=SolveState.RUNNING).first()


def _changes(draft: Timetable, placed: Any) -> dict[int, Place | None]:
    """What differs from the draft. Sessions, rooms and slots that are gone since are left out."""
    conference = draft.conference
    there_still = usable(conference)
    now = {each.session_id: each for each in draft.placements.all()}
    changes: dict[int, Place | None] = {}
    for key in conference.sessions_held.filter(stands=True).order_by("pk").values_list("pk", flat=True):
        spot, there = placed.get(key), now.get(key)
        before = Spot(there.room_id, there.slot_id) if there else None
        if spot != before and (spot is None or there_still(spot.room, spot.slot)):
            changes[key] = None if spot is None else Place(*spot)
    return changes


@transaction.atomic
def _fail(run_id: int) -> None:
    held = _held(run_id)
    if held is not None:
        close(held, SolveState.FAILED, timezone.now())
