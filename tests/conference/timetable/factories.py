"""Rooms, slots and sessions for tests: made with as little as each test must say."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Call
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Format, Session, SessionPerson
from heliograph.conference.timetable.models import Placement, Room, Slot, Timetable
from heliograph.moments.zones import instant
from heliograph.network.models import Person
from tests.calls.factories import call, response
from tests.conference.factories import conference
from tests.network.factories import NOW, person


def room(of: Conference, name: str = "Harbour", **fields: Any) -> Room:
    """A room at the end of the others."""
    return Room.objects.create(conference=of, name=LazyI18nString({"en": name}), position=of.rooms.count(), **fields)


def slot(of: Conference, begins: str = "09:00", minutes: int = 45, day: int = 0, **fields: Any) -> Slot:
    """A slot that begins at a time on the clock of the place."""
    wall = datetime.combine(of.first_day + timedelta(days=day), time.fromisoformat(begins))
    at = instant(wall, of.zone)
    title = LazyI18nString({"en": fields.pop("title", "")})
    return Slot.objects.create(conference=of, begins=at, ends=at + timedelta(minutes=minutes), title=title, **fields)


def session(of: Conference, title: str = "Session", *by: Person, **fields: Any) -> Session:
    """An accepted session that people give."""
    asked = of.sessions or _proposals(of)
    form = of.formats.first() or Format.objects.create(
        conference=of, key="workshop", name=LazyI18nString({"en": "Workshop"}), minutes=45
    )
    lead = person(f"lead-{Session.objects.count()}@example.org")
    first = {
        "response": response(asked, lead), "format": form, "title": title, "language": "en", "minutes": 45,
        "accepted_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    made: Session = Session.objects.create(conference=of, **{**first, **fields})
    for position, each in enumerate(by or [lead]):
        SessionPerson.objects.create(session=made, person=each, shown=each.name, position=position)
    return made


def _proposals(of: Conference) -> Call:
    of.sessions = call("Sessions", programme=of.programme)
    of.save()
    return of.sessions


def placed(one: Session, there: Room, then: Slot, **fields: Any) -> Placement:
    """A session in its place in the draft, which is begun where there is none."""
    of = one.conference
    first = {"number": of.timetables.count() + 1, "made_at": NOW}
    draft, _made = Timetable.objects.get_or_create(conference=of, state="draft", defaults=first)
    made: Placement = Placement.objects.create(timetable=draft, session=one, room=there, slot=then, **fields)
    return made


def venue(**fields: Any) -> Conference:
    """A conference with two rooms and two slots."""
    made = conference(**fields)
    for name in ("Harbour", "Garden"):
        room(made, name)
    for begins in ("09:00", "10:00"):
        slot(made, begins)
    return made
