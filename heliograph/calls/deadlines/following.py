"""People who asked to be told what becomes of a call: a date confirmed or moved, its opening, its end."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from heliograph.calls.models import Call, Follower
from heliograph.frame.prepared import Prepared
from heliograph.network.models import Person
from heliograph.network.rules import Reader


def follow(call: Call, person: Person, at: datetime) -> bool:
    """Have a person told of this call; False where that was so before."""
    return Follower.objects.get_or_create(call=call, person=person, defaults={"since": at})[1]


def unfollow(call: Call, person: Person) -> bool:
    """Let a person not be told any more; False where he was not."""
    return bool(Follower.objects.filter(call=call, person=person).delete()[0])


def _of(call: int, person: int) -> QuerySet[Follower, tuple[int]]:
    return Follower.objects.filter(call=call, person=person).values_list("pk")


_follows = Prepared(_of)


def is_following(call: Call, person: Reader) -> bool:
    """One query for who is signed in."""
    return isinstance(person, Person) and bool(_follows.rows(call=call.pk, person=person.pk))


def followers(call: Call) -> QuerySet[Person]:
    """Those who follow a call."""
    return Person.objects.get_queryset().filter(pk__in=Follower.objects.filter(call=call).values("person"))
