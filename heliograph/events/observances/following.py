"""People who follow an observance: it stands in their calendars."""

from __future__ import annotations

from datetime import datetime

from heliograph.events.observances.models import Observance, ObservanceFollower
from heliograph.network.models import Person
from heliograph.network.rules import Reader


def follow(observance: Observance, person: Person, at: datetime) -> bool:
    """Put an observance into a person's calendar; False where it was there."""
    return ObservanceFollower.objects.get_or_create(observance=observance, person=person, defaults={"at": at})[1]


def unfollow(observance: Observance, person: Person) -> bool:
    """Take an observance out of a person's calendar; False where it was not there."""
    return bool(ObservanceFollower.objects.filter(observance=observance, person=person).delete()[0])


def is_following(observance: Observance, person: Reader) -> bool:
    """One query for who is signed in."""
    found = ObservanceFollower.objects.filter(observance=observance)
    return isinstance(person, Person) and found.filter(person=person).exists()
