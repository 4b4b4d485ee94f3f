"""The sessions that were accepted and stand, with who gives them: what other rooms ask of this one."""

from __future__ import annotations

from django.db.models import QuerySet

from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session, SessionPerson


def standing(conference: Conference) -> QuerySet[Session]:
    """The sessions that are given, with format, theme and people: three queries for all of them."""
    stand = Session.objects.filter(conference=conference, stands=True)
    return stand.select_related("format", "theme").prefetch_related("people__person")


def people_of(session: Session) -> list[SessionPerson]:
    """Who gives a session: its lead first, then who organizes along, then speakers by name. No query if prefetched."""
    return list(session.people.all())
