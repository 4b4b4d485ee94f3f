"""People who asked to be told what becomes of a call: a date confirmed or moved, its opening, its end."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from heliograph.calls.models import Call, Follower
from heliograph.network.models import Person


def follow(call: Call, person: Person, at: datetime) -> bool:
    """Have a person told of this call; False where that was so before."""
    return Follower.objects.get_or_create(call=call, person=person, defaults={"since": at})[1]


def unfollow(call: Call, person: Person) -> bool:
    """Let a person not be told any more; False where he was not."""
    return bool(Follower.objects.filter(call=call, person=person).delete()[0])


def followers(call: Call) -> QuerySet[Person]:
    """Those who follow a call."""
    return Person.objects.get_queryset().filter(pk__in=Follower.objects.filter(call=call).values("person"))
