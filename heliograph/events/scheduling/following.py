"""People who asked to be told what becomes of an event."""

from __future__ import annotations

from datetime import datetime

from heliograph.events.models import Event, EventFollower
from heliograph.network.models import Person
from heliograph.network.rules import Reader


def follow(event: Event, person: Person, at: datetime) -> bool:
    """Have a person told of this event; False where that was so before."""
    return EventFollower.objects.get_or_create(event=event, person=person, defaults={"at": at})[1]


def unfollow(event: Event, person: Person) -> bool:
    """Let a person not be told any more; False where he was not."""
    return bool(EventFollower.objects.filter(event=event, person=person).delete()[0])


def is_following(event: Event, person: Reader) -> bool:
    """One query for who is signed in."""
    return isinstance(person, Person) and EventFollower.objects.filter(event=event, person=person).exists()
