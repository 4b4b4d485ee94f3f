"""The lead of a response hands it over to somebody who answers it together with him, and stays as a co-respondent."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.corresponding.inviting import held_member
from heliograph.calls.lifecycle.acting import Act, Done, check_step, done_before, write
from heliograph.calls.lifecycle.subjects import address_slot, draft_slot, sent_slot
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.rules import may_lead
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: A slot that was made from the key of who answers: for himself, for an unlisted school, for somebody by name.
_OWN_SLOT = re.compile(r"(?P<kind>[pxn])(?P<key>\d+)(?P<rest>:.*)?", re.DOTALL)


@transaction.atomic
def hand_over(response: Response, co: CoRespondent, by: Person, at: datetime, *, token: str = "") -> Done:
    """Let one who has joined lead a response, and its lead be a co-respondent; the same ``token`` is the same act.

    Raises Refused where ``by`` does not lead it, the other has not joined, or has an answer that this one would be.
    """
    held, found = held_member(co)
    if before := done_before(held, token):
        return before
    if held.person_id != by.pk:
        raise Refused("not-yours", _("Only who leads this answer can hand it over."))
    check_step(held, Verb.HAND_OVER, Actor.RESPONDENT)
    new = found.person
    if new is None or found.accepted_at is None or found.removed_at is not None or not new.is_active:
        raise Refused("not-joined", _("It can be handed over only to somebody who has accepted, and is still there."))
    if not may_lead(new, held):
        raise Refused("not-theirs", _not_theirs(new, held))
    _take_lead(held, new)
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    _stay(held, by, new, at)
    act = Act(at, by, token=token, data={"from": str(by.public_id), "to": str(new.public_id)})
    return write(held, Verb.HAND_OVER, act, ResponseState(held.state), ("person", "slot"))


def _take_lead(response: Response, new: Person) -> None:
    """Set the new lead and the slot. Raises Refused where he has an answer of his own in that slot."""
    slot = slot_for(response, new)
    others = Response.objects.filter(call=response.call, organization=response.organization).exclude(pk=response.pk)
    taken = [slot, address_slot(new.email)] if slot.startswith("p") and ":" not in slot else [slot]
    if slot != response.slot and others.filter(slot__in=taken).exists():
        raise _clash(new)
    response.person, response.slot = new, slot
    try:
        with transaction.atomic():
            response.save(update_fields=["person", "slot"])
    except IntegrityError as error:
        raise _clash(new) from error


def slot_for(response: Response, new: Person) -> str:
    """The slot of a response once ``new`` leads it. What is answered for somebody with an address stays in his."""
    slot = _real_slot_for(response, new)
    return slot if sent_slot(response.slot) == response.slot else draft_slot(new.pk, slot)


def _real_slot_for(response: Response, new: Person) -> str:
    slot = sent_slot(response.slot)
    parts = _OWN_SLOT.fullmatch(slot)
    if parts is None or parts["key"] != str(response.person_id):
        return slot
    if parts["kind"] == "p" and (response.name or response.email):
        return slot
    return f"{parts['kind']}{new.pk}{parts['rest'] or ''}"


def _clash(new: Person) -> Refused:
    sentence = _(
        "%(name)s has an answer of their own to this call, and cannot have two. Keep the lead of this one: you can "
        "still work on it together."
    )
    return Refused("there-already", sentence % {"name": new})


def _not_theirs(new: Person, response: Response) -> str:
    sentence = _(
        "%(name)s does not speak for %(whom)s, for whom this answer is given, and would not see it any more. Keep the "
        "lead of it: you can still work on it together."
    )
    return sentence % {"name": new, "whom": subject_words(response)}


def _stay(response: Response, before: Person, new: Person, at: datetime) -> None:
    """Who led it is one of those who answer together now."""
    fields: dict[str, Any] = {
        "name": before.name,
        "language": before.languages[0] if before.languages else "en",
        "person": before,
        "invited_by": new,
        "invited_at": at,
        "accepted_at": at,
    }
    live: dict[str, Any] = {"removed_at": None, "declined_at": None, "email": before.email.lower()}
    CoRespondent.objects.update_or_create(response=response, **live, defaults=fields)
