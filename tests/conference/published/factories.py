"""A conference whose programme is public, for tests: two sessions at one time, one later, a plenary between."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.timetable.models import Timetable
from heliograph.conference.timetable.placing import mark_of, move, shown_timetable
from heliograph.conference.timetable.problem import Spot
from heliograph.conference.timetable.publishing import publish
from heliograph.conference.timetable.versions import begin_draft
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from tests.calls.factories import call, programme, response
from tests.conference.timetable.factories import placed, session, slot, venue
from tests.network.factories import NOW, person, with_role


def staff() -> Person:
    """Somebody of the secretariat."""
    found = Person.objects.get_queryset().filter(email="desk@secretariat.example.org").first()
    return found or with_role(person("desk@secretariat.example.org", name="Desk"), "secretariat")


def gathering(**fields: Any) -> Conference:
    """A conference with two rooms and two slots, whose registration is open."""
    of = programme("World Conference", slug="world", contact="world@example.org")
    made = venue(programme=of, **fields)
    made.registration = call("Registration", programme=of, kind="conference")
    made.save()
    return made


def plenary(of: Conference, title: str = "Opening", begins: str = "08:00", **fields: Any) -> Any:
    """Something that is for all."""
    return slot(of, begins, kind=fields.pop("kind", "plenary"), title=title, room=of.rooms.all()[0], **fields)


def at(of: Conference, one: Session, room: int = 0, then: int = 0) -> Session:
    """A session in one of the rooms and one of the slots for sessions, in the draft."""
    begin_draft(of, staff(), NOW)
    placed(one, of.rooms.all()[room], of.slots.filter(kind="sessions")[then])
    return one


def made_public(of: Conference, at_instant: datetime = NOW) -> Timetable:
    """The draft, published."""
    return publish(of, mark_of(shown_timetable(of)), staff(), at_instant)


def moved(of: Conference, one: Session, room: int, then: int, at_instant: datetime) -> Timetable:
    """A session moved and the new version published."""
    spot = Spot(of.rooms.all()[room].pk, of.slots.filter(kind="sessions")[then].pk)
    move(of, one.pk, spot, mark_of(shown_timetable(of)), staff(), at_instant)
    return made_public(of, at_instant)


def taken_off(of: Conference, one: Session, at_instant: datetime) -> Timetable:
    """A session without a place, in a new version that is public."""
    move(of, one.pk, None, mark_of(shown_timetable(of)), staff(), at_instant)
    return made_public(of, at_instant)


def participant(of: Conference, address: str = "ama@example.org", **fields: Any) -> Person:
    """Somebody who is registered."""
    one = person(address, **fields)
    assert of.registration is not None
    response(of.registration, one)
    return one


def withdrawn(one: Session, at_instant: datetime) -> Session:
    """A session that stands no more."""
    one.stands, one.changed_at = False, at_instant
    one.save()
    touch()
    return one


def reefs_and_trees(**fields: Any) -> tuple[Conference, Session, Session, Session]:
    """A public programme: “Reefs” and “Trees” at nine in two rooms, “Soils” at ten."""
    of = gathering(**fields)
    plenary(of)
    ama = person("giver@example.org", name="Kofi Giver", languages=["en"], zone="Africa/Accra")
    reefs = at(of, session(of, "Reefs", ama, summary="Corals of the coast"), 0, 0)
    trees = at(of, session(of, "Trees", language="fr"), 1, 0)
    soils = at(of, session(of, "Soils"), 0, 1)
    made_public(of)
    return of, reefs, trees, soils
