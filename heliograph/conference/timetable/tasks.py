"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django_tasks import task

from heliograph.conference.timetable import running


@task
def solve(run_id: int) -> None:
    """Do one run of the solver."""
    running.run(run_id)
