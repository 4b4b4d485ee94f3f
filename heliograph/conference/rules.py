"""Who may see and run which conferences. ``docs/rights.md`` has the table."""

from __future__ import annotations

from heliograph.calls import rules as of_calls
from heliograph.conference.models import Conference
from heliograph.conference.queries import ConferenceQuerySet
from heliograph.network.rules import Reader


def visible_to(person: Reader) -> ConferenceQuerySet:
    """The conferences whose programme a person sees."""
    return Conference.objects.filter(programme__in=of_calls.programmes_visible_to(person))


def may_run(person: Reader, conference: Conference) -> bool:
    """Whether a person runs a conference on the desk: who runs its programme."""
    return of_calls.may_run(person, conference.programme)
