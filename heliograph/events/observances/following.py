"""People who follow an observance, or a theme: it stands in their calendars, and they are written to before."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from heliograph.events.observances.models import Observance, ObservanceFollower, ThemeFollower
from heliograph.events.observances.rules import of_the_main
from heliograph.network.models import Person
from heliograph.network.rules import Reader


def follow(observance: Observance, person: Person, at: datetime) -> bool:
    """Put an observance into a person's calendar; False where it was there."""
    return ObservanceFollower.objects.get_or_create(observance=observance, person=person, defaults={"at": at})[1]


def unfollow(observance: Observance, person: Person) -> bool:
    """Take an observance out of a person's calendar; False where it was not there."""
    return bool(ObservanceFollower.objects.filter(observance=observance, person=person).delete()[0])


def choose_theme(theme: str, person: Person, at: datetime, *, follows: bool) -> None:
    """Put the main days of a theme into a person's calendar, or take them out but for those followed by themselves.

    Twice is once.
    """
    if follows:
        ThemeFollower.objects.get_or_create(theme=theme, person=person, defaults={"at": at})
    else:
        ThemeFollower.objects.filter(theme=theme, person=person).delete()


def is_following(observance: Observance, person: Reader) -> bool:
    """Whether a person follows an observance by itself. One query for who is signed in."""
    found = ObservanceFollower.objects.filter(observance=observance)
    return isinstance(person, Person) and found.filter(person=person).exists()


def themes_of(person: Reader) -> frozenset[str]:
    """The themes that a person follows. One query for who is signed in."""
    if not isinstance(person, Person):
        return frozenset()
    return frozenset(ThemeFollower.objects.filter(person=person).values_list("theme", flat=True))


def followed_by(person: Person) -> Q:
    """That an observance stands in a person's calendar, by itself or by its theme."""
    themes = ThemeFollower.objects.filter(person=person).values("theme")
    alone = ObservanceFollower.objects.filter(person=person).values("observance")
    return Q(pk__in=alone) | (of_the_main() & Q(theme__in=themes))
