"""Background work: ids in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.network.sheets import running


@task
def check_sheet(sheet_id: int) -> None:
    """Judge the rows of an import."""
    running.check(sheet_id, timezone.now())


@task
def apply_sheet(sheet_id: int) -> None:
    """Write what was checked."""
    running.apply(sheet_id, timezone.now())
