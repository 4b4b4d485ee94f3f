"""Background work: ids in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.delivery import sending


@task(queue_name="mail")
def deliver(mailing_id: int, turn: int) -> None:
    """Send what is due of a mailing."""
    sending.tend(mailing_id, turn, timezone.now)
