"""What this room adds to the page of an event: how one registers, or that one is registered, and how one joins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from heliograph.calls.deadlines.dates import Dates, dates_of, state_at
from heliograph.calls.deadlines.letters import query_of
from heliograph.calls.models import Call
from heliograph.calls.states import CallState, CallStatus, DeadlineKind
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.attending import Door, Standing, door_of, registration_for
from heliograph.events.registering.enclosing import where
from heliograph.events.registering.models import Registration
from heliograph.events.registering.places import Place, open_occurrences, places_of, with_room
from heliograph.events.registering.wording import in_languages, line_of
from heliograph.events.shown import proposed
from heliograph.events.states import Seat
from heliograph.frame.reader import Reader, reader_of
from heliograph.moments.wording import minutes
from heliograph.network.models import Person

#: So long after a time is over the part does not speak of it any more.
_SHOWN = frozenset({Standing.OPEN, Standing.EARLY, Standing.ON_SITE, Standing.TENTATIVE, Standing.WAITING})


def part(request: HttpRequest, event: Event, at: datetime) -> dict[str, Any]:
    """What ``events/parts/registering.html`` shows; ``at`` is aware, ``event`` with its times.

    A few queries for who is signed in, for everybody else four at most.
    """
    reader = reader_of(request)
    own = registration_for(event, request.user) if isinstance(request.user, Person) else None
    if own is not None and (shown := _own(own, reader, at)):
        return shown
    return _offer(event, reader, at)


def _own(row: Registration, reader: Reader, at: datetime) -> dict[str, Any]:
    door = door_of(row, at)
    if door.standing not in _SHOWN | {Standing.NO_LINK, Standing.CANCELLED}:
        return {}
    occurrence = row.occurrence
    place = Place(occurrence, Seat(row.seat))
    return {
        "own": row,
        "lines": line_of(place, reader, at),
        "standing": door.standing,
        "opens": _opens(door, row, reader),
        "where": where(occurrence, reader.language),
        "join_url": reverse("events:join", args=[row.token]) if row.seat == Seat.LINE else "",
        "answer_url": _answer_url(row.response.call),
    }


def _opens(door: Door, row: Registration, reader: Reader) -> str:
    if door.opens_at is None:
        return ""
    return minutes(door.opens_at, None, reader.zone or row.occurrence.zone, reader.language)


def _offer(event: Event, reader: Reader, at: datetime) -> dict[str, Any]:
    """How one registers; nothing where that is not possible."""
    call = Call.objects.dated().filter(pk=event.registration_id).first() if event.registration_id else None
    if call is None:
        return {}
    dates = dates_of(call)
    state = state_at(call, dates, at)
    if state not in {CallState.OPEN, CallState.ANNOUNCED}:
        return {"closed": True} if _was_open(call, dates) else {}
    coming = open_occurrences(event, at)
    if state == CallState.OPEN and not coming:
        return {"over": True}
    free = [each.occurrence for each in with_room(call, places_of(coming))]
    found = proposed(free or coming, reader, at) if len(coming) > 1 else None
    closes = dates.until(DeadlineKind.CLOSES)
    named = _named(found, reader, at) if found is not None else []
    return {
        "register_url": _answer_url(call) if state == CallState.OPEN else "",
        "announced": state == CallState.ANNOUNCED,
        "call_url": reverse("calls:call", args=[call.slug]) + query_of(call),
        "proposed": named,
        "proposed_languages": in_languages(found, reader.language, beside=named) if found is not None else "",
        "waiting": call.waiting,
        "full": [words for each in coming if each not in free for words in _named(each, reader, at)],
        "closes": minutes(closes, None, reader.zone or call.zone, reader.language) if closes is not None else "",
    }


def _named(occurrence: Occurrence, reader: Reader, at: datetime) -> list[str]:
    """What tells a time apart from the others, in a few words."""
    return line_of(Place(occurrence, Seat.LINE), reader, at)[:1]


def _was_open(call: Call, dates: Dates) -> bool:
    """Whether one could ever register: it was published, and opened before it closed."""
    if call.published_at is None or call.status == CallStatus.CANCELLED:
        return False
    closes, begun = dates.until(DeadlineKind.CLOSES), dates.opens_at or call.published_at
    return closes is None or max(begun, call.published_at) < closes


def _answer_url(call: Call) -> str:
    return reverse("calls:answer", args=[call.slug]) + query_of(call)
