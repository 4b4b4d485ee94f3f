"""Background work: ids in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.network.confirming import rounds
from heliograph.network.models import ConfirmationRound


@task(queue_name="mail")
def ask_all(term_id: int) -> None:
    """Write the letters of a round that was opened and hand them to delivery."""
    rounds.ask_all(ConfirmationRound.objects.get(pk=term_id), timezone.now())
