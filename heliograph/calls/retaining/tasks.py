"""Background work: an id in, the domain does it. Safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from heliograph.calls.models import Call
from heliograph.calls.retaining.anonymising import anonymise
from heliograph.network.models import Person


@task
def anonymise_call(call: int, by: int) -> None:
    """Make the answers to a call anonymous, as somebody has asked."""
    found = Call.objects.dated().select_related("programme").filter(pk=call, anonymised_at=None).first()
    if found is not None:
        anonymise(found, timezone.now(), Person.objects.get_queryset().filter(pk=by).first())
