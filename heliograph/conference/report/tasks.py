"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django_tasks import task

from heliograph.conference.report import editions


@task
def make_report(edition_id: int) -> None:
    """Make an edition of a report."""
    editions.make(edition_id)
