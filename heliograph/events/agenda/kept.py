"""People's own calendars as bytes, kept for a while: programs ask for them again and again, and little has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from django.db.models import Count, Max, Sum

from heliograph.calls.models import Extension
from heliograph.calls.rules import responses_of
from heliograph.events.agenda.sources import sources
from heliograph.events.models import EventFollower
from heliograph.events.observances.models import ObservanceFollower, ThemeFollower
from heliograph.frame.finished import generation
from heliograph.frame.keeping import Shelf
from heliograph.network.models import Person

#: So long at most, since calls open and close by the clock, and roles begin and end.
LASTING = timedelta(minutes=5)
ROOM = 200
_shelf: Shelf[tuple[datetime, bytes]] = Shelf(ROOM)


def kept(person: Person, make: Callable[[], bytes], at: datetime) -> bytes:
    """What ``make`` gives for a person, made anew once something of it has changed. ``at`` is aware."""
    key = _state(person)
    found = _shelf.get(key)
    if found is None or found[0] <= at:
        found = (at + LASTING, make())
        _shelf.put(key, found)
    return found[1]


def forget_kept() -> None:
    """Keep none any more: for tests, which take back what they have written."""
    _shelf.clear()


def _state(person: Person) -> Hashable:
    """What changes with all that a person's calendar shows, but for the clock. Six queries, and those of the marks."""
    answers = responses_of(person).order_by().aggregate(n=Count("pk"), last=Max("saved_at"), sum=Sum("version"))
    more = Extension.objects.filter(person=person).aggregate(n=Count("pk"), last=Max("made_at"))
    events = EventFollower.objects.filter(person=person).aggregate(n=Count("pk"), last=Max("at"))
    days = ObservanceFollower.objects.filter(person=person).aggregate(n=Count("pk"), last=Max("at"))
    themes = ThemeFollower.objects.filter(person=person).aggregate(n=Count("pk"), last=Max("at"))
    facts = [tuple(each.values()) for each in (answers, more, events, days, themes)]
    marks = [each.mark(person) for each in sources() if each.mark is not None]
    return (person.pk, tuple(person.languages), person.zone, generation(), *facts, *marks)
