"""Who may see and run which events. ``docs/rights.md`` has the table."""

from __future__ import annotations

import secrets

from django.db.models import Q

from heliograph.calls.models import Programme
from heliograph.calls.queries import ProgrammeQuerySet
from heliograph.calls.rules import audiences_of, may_organize, may_run, organizes, programmes_run_by, responses_of
from heliograph.calls.states import ProgrammeState, Visibility
from heliograph.events.agenda.addressed import countries_of_audience
from heliograph.events.models import Event
from heliograph.events.queries import EventQuerySet
from heliograph.events.states import EventStatus
from heliograph.network.countries import countries_of
from heliograph.network.models import Audience, Person
from heliograph.network.rules import Reader, is_secretariat, remit_of


def regions_of(person: Reader) -> frozenset[str]:
    """The regions whose events a person runs, being of their office."""
    return remit_of(person).regions


def may_enter(person: Reader) -> bool:
    """Whether the desk of events is for this person."""
    return may_organize(person) or bool(regions_of(person))


def programmes_for(person: Reader) -> ProgrammeQuerySet:
    """The programmes to which a person adds events: his own; those of a regional office go to any published one."""
    run = programmes_run_by(person)
    return run | Programme.objects.filter(state=ProgrammeState.PUBLISHED) if regions_of(person) else run


def may_add_to(person: Reader, programme: Programme) -> bool:
    """Whether ``programmes_for`` a person has a programme."""
    return may_run(person, programme) or (bool(regions_of(person)) and programme.state == ProgrammeState.PUBLISHED)


def events_run_by(person: Reader) -> EventQuerySet:
    """The events that a person runs on the desk: those of his programmes; a regional office those of its region."""
    if is_secretariat(person):
        return Event.objects.all()
    return Event.objects.filter(Q(programme__organizer__in=organizes(person)) | _regional(person))


def may_run_event(person: Reader, event: Event) -> bool:
    """Whether a person runs an event: who runs its programme, and the office of a region to which it is confined."""
    if may_run(person, event.programme):
        return True
    return event.region in regions_of(person) and is_within(event, event.region)


def is_within(event: Event, region: str) -> bool:
    """Whether an event concerns nobody outside a region: neither its country nor its audience goes beyond that."""
    inside = countries_of(region)
    return event.country in {"", *inside} and _addresses_only(event.audience, inside)


def audiences_within(region: str) -> list[int]:
    """The audiences (primary keys) in which nobody is of another region. One query."""
    inside = countries_of(region)
    return [each.pk for each in Audience.objects.all() if _addresses_only(each, inside)]


def _addresses_only(audience: Audience | None, countries: frozenset[str]) -> bool:
    if audience is None:
        return True
    bound = countries_of_audience(audience)
    return bound is not None and bound <= countries


def _regional(person: Reader) -> Q:
    """What ``may_run_event`` says of offices. A query for each region."""
    found = Q(pk__in=[])
    for region in regions_of(person):
        of_it = Q(region=region, country__in=["", *countries_of(region)])
        found |= of_it & (Q(audience=None) | Q(audience__in=audiences_within(region)))
    return found


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
    return events | events_run_by(person) if may_enter(person) else events
