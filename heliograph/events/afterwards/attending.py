"""Who took part in a time of an event, as far as it is known."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from heliograph.events.models import Occurrence
from heliograph.events.registering.models import Companion, Registration
from heliograph.events.registering.people import COMING
from heliograph.events.shown import standing_of
from heliograph.events.states import Standing


def with_place(occurrence: Occurrence) -> QuerySet[Registration]:
    """The registrations of a time that had a place."""
    return Registration.objects.filter(occurrence=occurrence, response__state__in=COMING)


def attended(occurrence: Occurrence) -> QuerySet[Registration]:
    """Those of them who are known to have come: by their link, or by the list at the door."""
    return with_place(occurrence).filter(Q(joined_at__isnull=False) | Q(came_at__isnull=False))


def is_held(occurrence: Occurrence, at: datetime) -> bool:
    """Whether it took place and is over at an instant (aware)."""
    return standing_of(occurrence, at) == Standing.HELD


def name_of(registration: Registration) -> str:
    """Who came: somebody who was registered by another under his own name, else who registered."""
    response = registration.response
    return (response.name or str(response.person.name)).strip()


def name_along(companion: Companion) -> str:
    """Who came along with a registrant."""
    person = companion.co_respondent.person
    return str(person.name).strip() if person is not None else ""
