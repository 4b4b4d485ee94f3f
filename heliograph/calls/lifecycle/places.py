"""The places of a call: how many are taken, and who gets one that was freed. Call it with the call's row held.

A kind may part them (``Kind.share``): the times at which a webinar is given, the seats in a room and the lines to it.
Then a place is free where both its share and the call as a whole have one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.acting import Act, write
from heliograph.calls.models import Call, Response
from heliograph.calls.states import HOLDING, Actor, CallStatus, ResponseState, Verb
from heliograph.network.states import Refused


def taken(call: Call, share: str | None = None) -> int:
    """How many places are held, in all or of one share."""
    held = Response.objects.filter(call=call).holding()
    if share is not None:
        held = held.filter(share=share, **({"share__gt": ""} if share else {}))  # The index has only what is parted.
    return held.count()


def left(call: Call, share: str = "") -> int | None:
    """How many places of a share may still be given; None where there is no limit. Those who wait come first."""
    free = []
    if call.capacity is not None:
        free.append(call.capacity - taken(call))
    if (room := kind_of(call).room(call, share)) is not None:
        free.append(room - taken(call, share))
    return max(0, min(free)) if free else None


def state_for_newcomer(call: Call, share: str = "") -> ResponseState:
    """Where sending an answer leads now. Raises Refused where all places are taken and nobody may wait."""
    kind = kind_of(call)
    free = left(call, share) if kind.settled != ResponseState.SUBMITTED else None
    if free is None:
        return kind.settled
    if free and not Response.objects.filter(call=call, share=share).waiting().exists():
        return kind.settled
    if call.waiting and ResponseState.WAITLISTED in kind.states:
        return ResponseState.WAITLISTED
    raise full()


def full() -> Refused:
    return Refused("full", _("All places are taken, and there is no waiting list. Ask the organizer."))


def give_place(call: Call, share: str = "") -> None:
    """Raise Refused where no place is left for one more to be accepted."""
    if left(call, share) == 0:
        raise full()


def move(response: Response, share: str, at: datetime) -> bool:
    """Take a place of another share instead; returns whether a share was left. Raises Refused where none is free.

    ``fill`` is for the caller, once the response is written.
    """
    if response.share == share:
        return False
    if response.state in HOLDING and left(response.call, share) == 0:
        raise Refused("full", _("All places there are taken. Your own place stays yours as it was."))
    response.share = share
    if response.state == ResponseState.WAITLISTED:
        response.queued_at = at
    return True


def state_where_moved(response: Response) -> ResponseState:
    """The state of who has moved: one who waited has a free place at once, as a newcomer would, or waits anew.

    He has just said that he wants it, so that nothing is offered to him first.
    """
    state = ResponseState(response.state)
    if state == ResponseState.OFFERED:
        return ResponseState.CONFIRMED
    return state_for_newcomer(response.call, response.share) if state == ResponseState.WAITLISTED else state


def held_until(call: Call, share: str, at: datetime) -> datetime:
    """Until when a place that is offered now is held: as the call says, but not longer than it is of use."""
    until = at + timedelta(hours=call.hold)
    useful = kind_of(call).of_use_until(call, share, at)
    return until if useful is None else min(until, useful)


def check_of_use(call: Call, share: str, at: datetime) -> None:
    """Raise Refused where nothing can be made of a place any more."""
    if held_until(call, share, at) <= at:
        raise Refused("over", _("This place is of no use any more: what it is for is over, or was cancelled."))


def fill(call: Call, at: datetime) -> int:
    """Offer every free place to who has waited longest for one of its share; returns how many were offered.

    Nothing is offered in a call that is completed or cancelled; what was freed meanwhile is once it is taken up again.
    """
    if call.status != CallStatus.PUBLISHED or ResponseState.OFFERED not in kind_of(call).states:
        return 0
    waiting = Response.objects.filter(call=call).waiting()
    shares = sorted(set(waiting.order_by().values_list("share", flat=True)))
    return sum(_fill(call, share, at) for share in shares)


def _fill(call: Call, share: str, at: datetime) -> int:
    free = left(call, share)
    until = held_until(call, share, at)
    if free == 0 or until <= at:
        return 0
    waiting = Response.objects.filter(call=call, share=share).waiting().select_for_update(of=("self",))[:free]
    for response in (found := list(waiting)):
        response.call = call
        response.offered_until = until
        act = Act(at, actor=Actor.CLOCK, data={"until": until.isoformat()})
        write(response, Verb.OFFER, act, ResponseState.OFFERED, ("offered_until",))
    return len(found)
