"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.calls.writing import sending


@task(queue_name="mail")
def hand_over_message(message_id: int) -> None:
    """Write the letters of a message and hand them to delivery."""
    sending.hand_over(message_id, timezone.now())
