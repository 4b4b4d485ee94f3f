"""The places of a call: how many are taken, and who gets one that was freed. Call it with the call's row held."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.acting import Act, write
from heliograph.calls.models import Call, Response
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.network.states import Refused


def taken(call: Call) -> int:
    """How many places are held."""
    return Response.objects.filter(call=call).holding().count()


def left(call: Call) -> int | None:
    """How many places may still be given; None where there is no limit. Those who wait come first."""
    return None if call.capacity is None else max(0, call.capacity - taken(call))


def state_for_newcomer(call: Call) -> ResponseState:
    """Where sending an answer leads now. Raises Refused where all places are taken and nobody may wait."""
    kind = kind_of(call)
    if kind.settled == ResponseState.SUBMITTED or call.capacity is None:
        return kind.settled
    if left(call) and not Response.objects.filter(call=call).waiting().exists():
        return kind.settled
    if call.waiting and ResponseState.WAITLISTED in kind.states:
        return ResponseState.WAITLISTED
    raise full()


def full() -> Refused:
    return Refused("full", _("All places are taken, and there is no waiting list. Ask the organizer."))


def give_place(call: Call) -> None:
    """Raise Refused where no place is left for one more to be accepted."""
    if left(call) == 0:
        raise full()


def fill(call: Call, at: datetime) -> int:
    """Offer every free place to who has waited longest; returns how many were offered."""
    free = left(call)
    if not free or ResponseState.OFFERED not in kind_of(call).states:
        return 0
    waiting = list(Response.objects.filter(call=call).waiting().select_for_update(of=("self",))[:free])
    for response in waiting:
        response.call = call
        response.offered_until = at + timedelta(hours=call.hold)
        act = Act(at, actor=Actor.CLOCK, data={"until": response.offered_until.isoformat()})
        write(response, Verb.OFFER, act, ResponseState.OFFERED, ("offered_until",))
    return len(waiting)
