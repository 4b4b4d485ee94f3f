"""The place of a response is kept as its life cycle says: made with the first answer, moved with another choice."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.calls.models import Response
from heliograph.calls.states import MOVING, Verb
from heliograph.events.registering.links import replace_token
from heliograph.events.registering.models import Registration
from heliograph.events.registering.places import Place, is_open, place_of
from heliograph.network.states import Refused

_SENDS = frozenset({Verb.SUBMIT, Verb.CHANGE})


def keep_place(response: Response, verb: Verb, at: datetime) -> None:
    """Keep the place that a response asks for; in the transaction of a step, with its rows held.

    Who comes instead of somebody gets a link of his own, also who takes his place back. Raises Refused for a time that
    is over.
    """
    place = place_of(response.call, response.share)
    if place is None:
        return
    found = Registration.objects.filter(response=response).first()
    if found is None:
        _check(place, verb, at)
        Registration.objects.create(response=response, occurrence=place.occurrence, seat=place.seat, made_at=at)
    elif (found.occurrence_id, found.seat) != (place.occurrence.pk, place.seat):
        _check(place, verb, at)
        found.occurrence, found.seat = place.occurrence, place.seat
        found.save(update_fields=["occurrence", "seat"])
    if found is not None and verb in MOVING:
        replace_token(found, None, at)


def _check(place: Place, verb: Verb, at: datetime) -> None:
    if verb in _SENDS and not is_open(place.occurrence, at):
        raise Refused("over", _("This time is over, or was cancelled. Choose another one."))
