"""Which event an address means, for who runs it; and its rows, held to the end of a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from heliograph.calls.models import Call, Programme
from heliograph.events.models import Event, EventEntry, Occurrence
from heliograph.events.rules import events_run_by, may_add_to, may_enter, may_run_event
from heliograph.frame.doors import guarded
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: A view for those who run events. What they see goes through ``rules.events_run_by``.
runners_only = guarded(may_enter)


def event_or_404(request: HttpRequest, slug: str) -> Event:
    """An event that the person runs, with its programme and times."""
    events = events_run_by(request.user).select_related("programme__organizer", "audience", "host").timed()
    found: Event = get_object_or_404(events, slug=slug)
    return found


def time_or_404(event: Event, public_id: Any) -> Occurrence:
    """One of the times of an event, which knows its event."""
    found: Occurrence = get_object_or_404(event.occurrences.all(), public_id=public_id)
    found.event = event
    return found


def held_event(event: Event, by: Person) -> Event:
    """The row with its programme, locked to the end of the transaction. Raises Refused for who does not run it.

    Who writes a line of its log meanwhile, with its call or one of its times held, does not wait for it.
    """
    held: Event = (
        Event.objects.select_for_update(of=("self",), no_key=True).select_related("programme").get(pk=event.pk)
    )
    _check(by, held)
    return held


def held_time(occurrence: Occurrence, by: Person | None) -> Occurrence:
    """The row with its event, locked; before it that of the call by which people register, whose places it has.

    ``by`` None is the clock. Raises Refused for who does not run the event, and for a time that is there no more.
    """
    hold_registration(occurrence.event)
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event__programme", "event__registration")
    held: Occurrence | None = rows.filter(pk=occurrence.pk).first()
    if held is None:
        raise Refused("gone", _("This time was removed meanwhile."))
    if by is not None:
        _check(by, held.event)
    return held


def hold_registration(event: Event) -> Call | None:
    """Lock the call by which people register for an event; None where there is none."""
    if event.registration_id is None:
        return None
    return Call.objects.select_for_update(of=("self",)).get(pk=event.registration_id)


def held_programme(programme: Programme, by: Person) -> Programme:
    """The row, locked to the end of the transaction. Raises Refused for who adds no events to it."""
    held: Programme = Programme.objects.select_for_update(of=("self",)).select_related("organizer").get(pk=programme.pk)
    if not may_add_to(by, held):
        raise not_yours()
    return held


def not_yours() -> Refused:
    """What is said to who does not run what he would change."""
    return Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))


def _check(by: Person, event: Event) -> None:
    if not may_run_event(by, event):
        raise not_yours()


def saved(event: Event, at: datetime) -> None:
    """Write an event that was changed; pages that show it are made anew."""
    event.version += 1
    event.saved_at = at
    event.save()
    changed_for_readers()


def changed_for_readers() -> None:
    """Make what is kept of pages stale, drafts included. In the transaction of the change."""
    assert transaction.get_connection().in_atomic_block
    touch()


def log(event: Event, verb: str, by: Person | None, at: datetime, *what: str) -> None:
    """Write down what was done with an event, in the transaction that does it; ``what`` are names of fields."""
    EventEntry.objects.create(event=event, verb=verb, by=by, at=at, what=list(what))
