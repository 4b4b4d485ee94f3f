"""The places of a time, on site and online, when they are changed. The caller holds the registration call's row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from heliograph.calls.lifecycle import places
from heliograph.events.models import Occurrence
from heliograph.events.registering.places import Place
from heliograph.events.states import Mode, Seat
from heliograph.network.states import Refused

#: Which field has the number of places of a seat, and the mode in which there is none.
FIELDS = {Seat.ROOM: ("rooms", Mode.ONLINE), Seat.LINE: ("lines", Mode.ON_SITE)}


def are_taken(occurrence: Occurrence) -> bool:
    """Whether somebody has a place at a time."""
    call = occurrence.event.registration
    return call is not None and any(places.taken(call, Place(occurrence, seat).key) for seat in Seat)


def changed(occurrence: Occurrence, before: dict[str, Any], at: datetime) -> None:
    """Check places that were written just now, and offer those that were added to who waits.

    ``before`` is the snapshot from before. Raises Refused where there would be fewer than are taken.
    """
    call = occurrence.event.registration
    if call is None:
        return
    for seat, (field, without) in FIELDS.items():
        _check(occurrence, seat, places.taken(call, Place(occurrence, seat).key))
        if occurrence.mode != without and _is_more(before[field], getattr(occurrence, field)):
            places.fill(call, at)


def _check(occurrence: Occurrence, seat: Seat, taken: int) -> None:
    field, without = FIELDS[seat]
    limit = 0 if occurrence.mode == without else getattr(occurrence, field)
    if limit is None or limit >= taken:
        return
    sentence = ngettext(
        "%(count)d place %(seat)s is taken already. Leave at least %(count)d: who has a place keeps it.",
        "%(count)d places %(seat)s are taken already. Leave at least %(count)d: who has a place keeps it.",
        taken,
    )
    raise Refused("places-taken", sentence % {"count": taken, "seat": seat.label})


def _is_more(before: int | None, after: int | None) -> bool:
    return before is not None and (after is None or after > before)
