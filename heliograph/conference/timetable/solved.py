"""A run of the solver as the desk asks for it, and what came of it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.models import Conference
from heliograph.conference.states import SolveState
from heliograph.conference.timetable import runs
from heliograph.conference.timetable.models import SolverRun
from heliograph.conference.timetable.placing import held_draft
from heliograph.network.models import Person


@transaction.atomic
def ask(
    conference: Conference, seen: str, seconds: int, by: Person, at: datetime, *, rest_only: bool = False
) -> SolverRun:
    """Ask for a run on the draft as it was seen. Raises Refused, as ``held_draft`` and ``runs.begin``."""
    return runs.begin(held_draft(conference, seen, by, at), seconds, by, at, rest_only=rest_only)


@dataclass(frozen=True)
class RunLine:
    """A run in words. ``live``: it is waiting or running; then ``done`` of ``seconds`` are over."""

    said: list[str]
    live: bool
    seconds: int
    done: int

    @property
    def version(self) -> str:
        """Another where something else is to be said."""
        return f"{self.done}: {' '.join(self.said)}"


def line(run: SolverRun, at: datetime) -> RunLine:
    """What a run does, or what came of it."""
    lost = runs.is_lost(run, at)
    live = run.state in runs.LIVE and not lost
    begun = run.begun_at or at
    done = min(run.seconds, max(0, int((at - begun).total_seconds())))
    state = SolveState.FAILED if lost else SolveState(run.state)
    doing = _("The solver is about to stop.") if live and run.stop_asked else _state_words(state)
    return RunLine([doing, *_found_words(run, live=live)], live, run.seconds, done)


def _state_words(state: SolveState) -> str:
    match state:
        case SolveState.QUEUED:
            return _("The solver begins as soon as a worker is free.")
        case SolveState.RUNNING:
            return _("The solver is at work. You may leave this page.")
        case SolveState.DONE:
            return _("The solver is done.")
        case SolveState.STOPPED:
            return _("The solver was stopped.")
        case SolveState.FAILED:
            return _("The solver was interrupted. The timetable is as it was before; begin anew.")


def _found_words(run: SolverRun, *, live: bool) -> list[str]:
    result = run.result
    if not result or (run.state == SolveState.FAILED and not live):
        return []
    placed, most = result["placed"], result["most"]
    words = ngettext("%(n)s session has a place.", "%(n)s sessions have a place.", placed) % {"n": placed}
    around = [_("What had a place and no conflict was left there.")] if run.rest_only else []
    return [words, *around, _gap_words(result.get("gap"), placed, most)]


def _gap_words(gap: float | None, placed: int, most: int) -> str:
    """How good it is at worst, which is proven."""
    if placed < most:
        words = ngettext("At most %(n)s can have one.", "At most %(n)s can have one.", most)
        return words % {"n": most}
    if gap is None:
        return _("No more can have one; how many more wishes could be met is not known.")
    if gap == 0:
        return _("This is proven best: no more can have one, and no more wishes can be met.")
    share = max(0.1, round(100 * gap, 1))
    return _("No more can have one, and wishes are met to within %(share)s %% of the best possible.") % {"share": share}
