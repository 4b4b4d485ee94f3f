"""What somebody wants to hear of a call: to be told what becomes of it, and not to be reminded of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from heliograph.calls.models import Call, Follower
from heliograph.calls.reminders.models import NotThisOne
from heliograph.frame.prepared import Prepared
from heliograph.network.models import Person


@dataclass(frozen=True)
class Wishes:
    """``following``: he asked to be told; ``spared``: he has said that the call is not for him."""

    following: bool = False
    spared: bool = False


def _of(call: int, person: int) -> QuerySet[Any, Any]:
    following = Exists(Follower.objects.filter(call=call, person=person))
    spared = Exists(NotThisOne.objects.filter(call=call, person=person))
    return Call.objects.filter(pk=call).values_list(following, spared)


_wishes = Prepared(_of)


def wishes_of(person: Person | None, call: Call) -> Wishes:
    """One query for who is on record; nobody else has said anything."""
    if person is None or person.pk is None:
        return Wishes()
    return Wishes(*map(bool, _wishes.rows(call=call.pk, person=person.pk)[0]))
