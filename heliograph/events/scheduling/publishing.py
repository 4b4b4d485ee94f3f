"""Events shown to their readers, made drafts again, thrown away; their secret link made anew."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.desk.publishing import publish_programme
from heliograph.calls.models import Response
from heliograph.calls.states import ProgrammeState
from heliograph.events.models import Event
from heliograph.events.scheduling.doors import changed_for_readers, held_event, log, saved
from heliograph.events.states import EventStatus
from heliograph.network.models import Person
from heliograph.network.states import Refused


def problems(event: Event) -> list[tuple[str, str]]:
    """What keeps an event from being published, by code, as sentences; empty where nothing does."""
    found = []
    if not event.occurrences.exists() and not event.recurrence_words:
        found.append(("no-time", _("It has no time yet. Add one; it may be one that is to be confirmed.")))
    if not (event.contact or event.programme.contact):
        found.append(("contact-missing", _("Nobody is named whom people can ask. Write a contact address.")))
    return found


@transaction.atomic
def publish_event(event: Event, by: Person, at: datetime) -> Event:
    """Show an event to its readers, and its programme with it. A second time nothing happens. Raises Refused."""
    held = held_event(event, by)
    if held.status == EventStatus.PUBLISHED:
        return held
    for code, sentence in problems(held):
        raise Refused(code, sentence)
    if held.programme.state == ProgrammeState.DRAFT:
        held.programme = publish_programme(held.programme, by, at)
    held.status = EventStatus.PUBLISHED
    held.published_at = held.published_at or at
    saved(held, at)
    log(held, "publish", by, at)
    return held


@transaction.atomic
def unpublish_event(event: Event, by: Person, at: datetime) -> Event:
    """Make a published event a draft again, while nobody is registered for it, or follows it. Raises Refused."""
    held = held_event(event, by)
    if held.status == EventStatus.DRAFT:
        return held
    if _has_responses(held) or held.followers.exists():
        raise Refused("followed", _("Somebody follows this event, or is registered. Cancel it, so that he is told."))
    held.status = EventStatus.DRAFT
    saved(held, at)
    log(held, "unpublish", by, at)
    return held


def _has_responses(event: Event) -> bool:
    calls = [pk for pk in (event.registration_id, event.floor_id) if pk is not None]
    return bool(calls) and Response.objects.filter(call__in=calls).exists()


def check_removable(event: Event) -> None:
    """Raise Refused for an event that may not be thrown away."""
    if event.published_at is not None:
        raise Refused("published", _("This event was published. Cancel its times, so that people are told."))
    if _has_responses(event):
        raise Refused("answered", _("Somebody has answered a call of this event. It stays, with what was written."))


@transaction.atomic
def remove_event(event: Event, by: Person, at: datetime) -> None:
    """Throw a draft away that nobody has seen, with its times and speakers. Raises Refused."""
    held = held_event(event, by)
    check_removable(held)
    held.delete()
    changed_for_readers()


@transaction.atomic
def renew_link(event: Event, by: Person, at: datetime) -> Event:
    """A new secret link; who has the old one finds the event no more. Raises Refused."""
    held = held_event(event, by)
    held.link = secrets.token_urlsafe(18)
    saved(held, at)
    log(held, "link", by, at)
    return held
