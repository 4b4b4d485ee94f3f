"""Records for tests of events: made with as little as each test must say. The clock stands at ``NOW``."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.events.models import Event, EventFollower, Occurrence
from heliograph.events.states import EventStatus
from heliograph.network.models import Person
from tests.calls.factories import programme
from tests.network.factories import NOW

_numbers = count(1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
#: Where a time stands that a test says nothing of.
SOON = NOW + 7 * DAY


def event(title: str | LazyI18nString = "Meeting", **fields: Any) -> Event:
    """A published event of a published programme, without a time, unless ``fields`` say otherwise."""
    first = {
        "slug": f"event-{next(_numbers)}",
        "programme": fields.get("programme") or programme(),
        "title": LazyI18nString({"en": title}) if isinstance(title, str) else title,
        "contact": "desk@secretariat.example.org",
        "status": EventStatus.PUBLISHED,
        "created_at": NOW,
        "saved_at": NOW,
        "published_at": NOW,
    }
    made: Event = Event.objects.create(**{**first, **fields})
    return made


def occurrence(of: Event | None = None, start: datetime | None = SOON, **fields: Any) -> Occurrence:
    """A confirmed time of an event, online, in English, an hour long; ``start`` None: of which no time is known.

    ``end`` and all else may be said in ``fields``.
    """
    mine = of or event()
    first = {
        "start": start,
        "end": None if start is None else start + HOUR,
        "zone": mine.zone,
        "languages": ["en"],
        "join_link": "https://meet.example.org/room",
        "changed_at": NOW,
    }
    made: Occurrence = Occurrence.objects.create(event=mine, **{**first, **fields})
    return made


def follower(of: Event, person: Person) -> EventFollower:
    """Somebody who wants to be told of an event."""
    made: EventFollower = EventFollower.objects.create(event=of, person=person, at=NOW)
    return made
