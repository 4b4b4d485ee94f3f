"""Places at the times of an event: how an answer names one, which there are, and which may still be taken.

A place is named ``<public id of the occurrence>:<seat>``; that is what an answer to a question of type ``time`` holds
and what ``Response.share`` has.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from heliograph.calls.models import Call, Response
from heliograph.events.models import Event, Occurrence
from heliograph.events.shown import over_at, standing_of
from heliograph.events.states import Mode, OccurrenceState, Seat, Standing
from heliograph.moments.precision import Precision

#: The key of the question by which a time is chosen, in calls that ``making`` has made.
TIME = "time"
_SEATS = {Mode.ON_SITE: (Seat.ROOM,), Mode.ONLINE: (Seat.LINE,), Mode.HYBRID: (Seat.ROOM, Seat.LINE)}


@dataclass(frozen=True)
class Place:
    """One way to take part at one time: in the room, or online."""

    occurrence: Occurrence
    seat: Seat

    @property
    def key(self) -> str:
        return f"{self.occurrence.public_id}:{self.seat.value}"

    @property
    def room(self) -> int | None:
        """How many places there are, None for no limit."""
        return self.occurrence.rooms if self.seat == Seat.ROOM else self.occurrence.lines


def parsed(key: object) -> tuple[uuid.UUID, Seat] | None:
    """The public id of an occurrence and the seat that a key names; None for what is none."""
    if not isinstance(key, str):
        return None
    named, colon, seat = key.partition(":")
    try:
        found = uuid.UUID(named), Seat(seat)
    except ValueError:
        return None
    return found if colon and str(found[0]) == named else None


def seats_of(occurrence: Occurrence) -> Sequence[Seat]:
    """The ways in which one can take part at a time."""
    return _SEATS[Mode(occurrence.mode)]


def places_of(occurrences: Iterable[Occurrence]) -> list[Place]:
    """All places of times, in their order."""
    return [Place(each, seat) for each in occurrences for seat in seats_of(each)]


def event_of(call: Call) -> Event | None:
    """The event for which people register by a call. One query."""
    return Event.objects.filter(registration=call).order_by("pk").first()


def place_of(call: Call, key: object) -> Place | None:
    """The place of a key among the times of the call's event, whatever has become of it."""
    named = parsed(key)
    found = times_of(call).get(named[0]) if named is not None else None
    return Place(found, named[1]) if named is not None and found is not None and named[1] in seats_of(found) else None


def times_of(call: Call) -> dict[uuid.UUID, Occurrence]:
    """The times of a call's event, by public id; read once for a call that is at hand, which a step reads anew."""
    kept: dict[uuid.UUID, Occurrence] | None = getattr(call, "event_times", None)
    if kept is None:
        rows = Occurrence.objects.filter(event__registration=call).select_related("event")
        kept = {row.public_id: row for row in rows}
        call.event_times = kept  # type: ignore[attr-defined]
    return kept


def is_open(occurrence: Occurrence, at: datetime) -> bool:
    """Whether one can register for a time: it stands, or is to be confirmed with a day known, and is not over.

    While it takes place one still may, as long as the call is open.
    """
    if occurrence.state == OccurrenceState.CANCELLED or standing_of(occurrence, at) == Standing.HELD:
        return False
    over = over_at(occurrence)
    return over is None or over > at


def of_use_until(occurrence: Occurrence, at: datetime) -> datetime | None:
    """Until when who waits can make use of a place: until the time begins, then until it is over; None: not known.

    Of a time that was cancelled it is ``at``.
    """
    if occurrence.state == OccurrenceState.CANCELLED:
        return at
    known_hour = occurrence.precision == Precision.MINUTE
    if occurrence.start is not None and known_hour and occurrence.start > at:
        return occurrence.start
    return over_at(occurrence)


def open_occurrences(event: Event, at: datetime) -> list[Occurrence]:
    """The times of an event for which one can register, in order. One query, none where they were prefetched."""
    return [each for each in event.occurrences.all() if is_open(each, at)]


def with_room(call: Call | None, places: Sequence[Place]) -> list[Place]:
    """Those of some places of which one is left. One query, none where nothing is limited."""
    if call is None or all(each.room is None for each in places):
        return list(places)
    held = taken(call)
    return [each for each in places if each.room is None or each.room > held.get(each.key, 0)]


def taken(call: Call) -> dict[str, int]:
    """How many places are held, by key. One query."""
    held = Response.objects.filter(call=call, share__gt="").holding()
    return dict(held.order_by().values("share").annotate(number=Count("pk")).values_list("share", "number"))
