"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.calls.deciding import running


@task
def run_batch(batch_id: int) -> None:
    """Make the decisions of a batch."""
    running.run(batch_id, timezone.now())
