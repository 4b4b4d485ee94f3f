"""Which sessions of a conference somebody gives."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from heliograph.conference.models import Conference
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.models import Session
from heliograph.network.models import Person


def given_by(conference: Conference, person: Person) -> QuerySet[Session]:
    """The sessions that a person leads, or organizes along, or speaks in. One query, and those of what is fetched."""
    mine = person.pk is not None
    return standing(conference).filter(people__person=person).distinct() if mine else standing(conference).none()


def titles_of(conference: Conference) -> Mapping[str, str]:
    """The titles of all sessions that stand, by their public ids. One query."""
    rows = Session.objects.filter(conference=conference, stands=True).values_list("public_id", "title")
    return {str(key): title for key, title in rows}
