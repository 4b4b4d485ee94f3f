"""What every verb does alike: take the row, know what was done before, write the new state and its entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import STEPS, leads
from heliograph.calls.models import Call, Response, ResponseEntry
from heliograph.calls.states import Actor, CallStatus, ResponseState, Verb
from heliograph.frame.finished import generation
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: Verbs after which a letter is owed to the respondent; the others say on the page what has happened.
TOLD = frozenset(
    {
        Verb.SUBMIT, Verb.CHANGE, Verb.WITHDRAW, Verb.RECONFIRM, Verb.SUBSTITUTE, Verb.TAKE_BACK, Verb.OFFER,
        Verb.TAKE_UP, Verb.LAPSE, Verb.CONFIRM, Verb.ACCEPT, Verb.DECLINE, Verb.RETURN, Verb.MATCH, Verb.REOPEN,
        Verb.HAND_OVER, Verb.EXTEND,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Who does something, in what capacity, and the instant (aware) at which his request arrived.

    ``token`` is what his form carried: the same token on the same response is the same act. ``note`` is told to the
    respondent. ``seen`` is the version of the response that he has looked at; None: he may not have.
    """

    at: datetime
    by: Person | None = None
    actor: Actor = Actor.RESPONDENT
    token: str = ""
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True)
class Done:
    """The response as it is now, and the entry of the step; ``repeated`` where it had been done before."""

    response: Response
    entry: ResponseEntry
    repeated: bool = False


def hold_call(call: Call) -> Call:
    """The row of a call, locked to the end of the transaction where places are scarce.

    It is locked before any response, always in this order. A call that was kept since before its last change is read
    anew, so that nothing is decided by what it was.
    """
    if not kind_of(call).is_scarce(call):
        return as_it_is(call)
    return Call.objects.select_for_update(of=("self",)).select_related("programme").get(pk=call.pk)


def as_it_is(call: Call) -> Call:
    """The call as it stands now: what was read before the transaction may have changed meanwhile."""
    kept: int | None = getattr(call, "generation", None)
    if kept is not None and kept == generation():
        return call
    fresh: Call = Call.objects.select_related("programme", "audience").dated().get(pk=call.pk)
    return fresh


def hold(response: Response) -> Response:
    """The row of a response, locked to the end of the transaction, after that of its call where places are scarce."""
    call = hold_call(response.call)
    held: Response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    held.call = call
    return held


def done_before(response: Response, token: str) -> Done | None:
    """What was done with this token before; None where nothing was."""
    entry = response.entries.filter(token=token).first() if token else None
    return Done(response, entry, repeated=True) if entry is not None else None


def check_step(response: Response, verb: Verb, actor: Actor) -> None:
    """Raise Refused where the table knows no such step for the actor, the state and the kind."""
    state = ResponseState(response.state)
    kind = kind_of(response.call)
    if actor not in STEPS[verb].by or not leads(verb, state, kind.states):
        raise wrong_state(response)
    if verb == Verb.SUBSTITUTE and not kind.passes_on:
        raise wrong_state(response)
    if actor == Actor.RESPONDENT:
        _check_standing(response.call, verb)


def _check_standing(call: Call, verb: Verb) -> None:
    """Raise Refused where a respondent does nothing any more, because the organizer is done with the call."""
    if call.status == CallStatus.CANCELLED and verb != Verb.WITHDRAW:
        raise Refused("cancelled", _("This call was cancelled. Nothing more needs to be done."))
    if call.status == CallStatus.COMPLETED:
        sentence = _("This call is completed, and its answers stay as they are. Ask the organizer: %(contact)s")
        raise Refused("over", sentence % {"contact": call.contact or call.programme.contact})


def check_decision(response: Response, verb: Verb, act: Act) -> None:
    """As ``check_step``, for an organizer, who decides on nothing that he has not seen as it is. Raises Refused."""
    if act.seen is not None and act.seen != response.version:
        raise Refused("changed", _("It was changed since you looked at it. Look at it again, then decide."))
    check_step(response, verb, act.actor)


def wrong_state(response: Response) -> Refused:
    state = ResponseState(response.state).label
    sentence = _("That cannot be done now: your answer is “%(state)s”. Look at the page again, it may have changed.")
    return Refused("wrong-state", sentence % {"state": state})


def write(response: Response, verb: Verb, act: Act, after: ResponseState, fields: tuple[str, ...] = ()) -> Done:
    """Write a response's new state and the entry of the step, and let its kind do its part.

    ``fields`` are those of the response that were set besides. Call it with the row held, in a transaction.
    """
    before = response.state if response.pk else ""
    response.state = after
    response.saved_at = act.at
    response.version += 1
    response.save(update_fields=["state", "saved_at", "version", *fields])
    return record(response, verb, act, str(before))


def record(response: Response, verb: Verb, act: Act, before: str) -> Done:
    """Write the entry of a step whose response is written already."""
    entry = ResponseEntry.objects.create(
        response=response,
        at=act.at,
        by=act.by,
        actor=act.actor,
        verb=verb,
        before=before,
        after=response.state,
        note=act.note,
        data=act.data,
        token=act.token or None,
        told_at=None if verb in TOLD else act.at,
    )
    kind_of(response.call).after(response, verb, act.at)
    return Done(response, entry)
