"""The order of the calls in a programme."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heliograph.calls.desk.doors import changed_for_readers, held_programme
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.network.models import Person


@transaction.atomic
def move_call(call: Call, steps: int, by: Person, at: datetime) -> None:
    """Put a call so many places further down (negative: up) in its programme; at an end it stays. Raises Refused."""
    programme = held_programme(call.programme, by)
    rows = list(programme.calls.order_by("position", "pk"))
    index = next(number for number, row in enumerate(rows) if row.pk == call.pk)
    to = min(max(0, index + steps), len(rows) - 1)
    if to == index:
        return
    rows.insert(to, rows.pop(index))
    for position, row in enumerate(rows):
        if row.position != position:
            Call.objects.filter(pk=row.pk).update(position=position)
    log(call, "move", by, at)
    changed_for_readers(programme)
