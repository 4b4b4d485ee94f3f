"""Who may see and run which events. ``docs/rights.md`` has the table."""

from __future__ import annotations

import secrets

from django.db.models import Q

from heliograph.calls.rules import audiences_of, may_run, organizes, responses_of
from heliograph.calls.states import ProgrammeState, Visibility
from heliograph.events.models import Event
from heliograph.events.queries import EventQuerySet
from heliograph.events.states import EventStatus
from heliograph.network.models import Person
from heliograph.network.rules import Reader, is_secretariat


def events_run_by(person: Reader) -> EventQuerySet:
    """The events of the programmes that a person runs on the desk."""
    if is_secretariat(person):
        return Event.objects.all()
    return Event.objects.filter(programme__organizer__in=organizes(person))


def may_run_event(person: Reader, event: Event) -> bool:
    """Whether a person runs an event: who runs its programme."""
    return may_run(person, event.programme)


def may_see(person: Reader, event: Event, key: str = "") -> bool:
    """Whether a person may see an event: as ``visible_to``, or by the secret of its link. No query for a public one."""
    published = event.status == EventStatus.PUBLISHED
    if published and event.visibility == Visibility.PUBLIC and event.programme.state != ProgrammeState.DRAFT:
        return True
    if published and event.visibility == Visibility.LINK and secrets.compare_digest(key.encode(), event.link.encode()):
        return True
    return visible_to(person).filter(pk=event.pk).exists()


def visible_to(person: Reader) -> EventQuerySet:
    """The events that a person finds: public ones, those addressed to him alone, those he runs or is registered for.

    An event that is found by link only is not among them: its address carries the secret.
    """
    if is_secretariat(person):
        return Event.objects.all()
    public = Q(visibility=Visibility.PUBLIC) & ~Q(programme__state=ProgrammeState.DRAFT)
    if not isinstance(person, Person):
        return Event.objects.published().filter(public)
    found = public | Q(registration__in=responses_of(person).values("call"))
    if addressed := audiences_of(person, Event.objects.published().filter(visibility=Visibility.AUDIENCE)):
        found |= Q(visibility=Visibility.AUDIENCE, audience__in=addressed)
    events = Event.objects.published().filter(found)
    if own := organizes(person):
        events |= Event.objects.filter(programme__organizer__in=own)
    return events
