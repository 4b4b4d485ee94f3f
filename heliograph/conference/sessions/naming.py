"""Whoever gives a session says himself whether his name stands on the programme."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.conference.sessions.models import Session, SessionPerson
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused


def part_of(session: Session, person: object) -> SessionPerson | None:
    """The part that somebody has in a session; None for who has none."""
    if not isinstance(person, Person):
        return None
    return next((each for each in session.people.all() if each.person_id == person.pk), None)


@transaction.atomic
def show_name(session: Session, person: Person, at: datetime, *, shows: bool) -> None:
    """Let a name stand on the programme, or take it off; twice is the same as once. Raises Refused: ``not-yours``."""
    held = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    part = held.people.filter(person=person).first()
    if part is None:
        raise Refused("not-yours", _("You do not give this session."))
    part.shown = (person.name or person.email)[:200] if shows else ""
    part.save(update_fields=["shown"])
    held.changed_at = at
    held.save(update_fields=["changed_at"])
    touch()
