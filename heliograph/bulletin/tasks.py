"""Background work: ids in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.bulletin import sending


@task(queue_name="mail")
def send_issue(issue_id: int) -> None:
    """Write the letters of a published issue and hand them to delivery."""
    sending.send(issue_id, timezone.now())
