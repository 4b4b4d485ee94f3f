"""Not this one: somebody says that a call is not for him, and may take that back."""

from __future__ import annotations

from datetime import datetime

from heliograph.calls.models import Call
from heliograph.calls.reminders.models import NotThisOne
from heliograph.network.models import Person


def not_this_one(call: Call, person: Person, at: datetime) -> bool:
    """Remind a person of this call no more; False where that was so before."""
    return NotThisOne.objects.get_or_create(call=call, person=person, defaults={"at": at})[1]


def after_all(call: Call, person: Person) -> bool:
    """Let a person be reminded of this call again; False where he was not spared."""
    return bool(NotThisOne.objects.filter(call=call, person=person).delete()[0])


def is_spared(call: Call, person: Person) -> bool:
    """Whether a person has said that a call is not for him. One query."""
    return NotThisOne.objects.filter(call=call, person=person).exists()


def count_spared(call: Call) -> int:
    """How many have said so. One query."""
    return NotThisOne.objects.filter(call=call).count()
