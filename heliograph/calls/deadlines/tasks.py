"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.calls.deadlines import telling


@task(queue_name="mail")
def tell_date(deadline_id: int) -> None:
    """Write the letters about a date that was changed and hand them to delivery."""
    telling.tell(deadline_id, timezone.now())
