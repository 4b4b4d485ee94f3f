"""For whom a draft is can be changed until it is sent: a name was mistyped, or it is for somebody else after all."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet

from heliograph.calls.lifecycle.owning import NameTaken
from heliograph.calls.lifecycle.subjects import Subject, draft_slot, whom, with_known_person
from heliograph.calls.models import Response
from heliograph.calls.states import Limit, ResponseState


def address(response: Response, subject: Subject) -> tuple[str, ...]:
    """Let a draft be for ``subject``, led by who leads it; returns the fields that were set.

    Raises NameTaken where who leads it has answered for that subject already, or begun to. Whether somebody else has is
    not said of what is only kept: that would tell whose address it is that has answered. Call it with the row held.
    """
    if response.state != ResponseState.DRAFT or response.organization_id is not None:
        return ()
    if whom(subject) == whom(response):
        return ()
    new = with_known_person(replace(subject, person=response.person))
    slot = new.slot(response.call, _token(response))
    if (other := _others(response, slot).first()) is not None:
        raise NameTaken(other, by_name=new.is_by_name(response.call))
    response.name, response.email, response.organization_name, _country = whom(new)
    response.country = new.country
    response.slot = draft_slot(response.person_id, slot)
    return ("slot", "name", "email", "organization_name", "country")


def _token(response: Response) -> str:
    """What tells one of many answers for the same subject from the others."""
    return response.slot.rpartition(":")[2] if response.call.limit == Limit.MANY else ""


def _others(response: Response, slot: str) -> QuerySet[Response]:
    """What who leads a response has answered for a slot, or begun to."""
    mine = Response.objects.filter(call=response.call, organization=None, person=response.person)
    return mine.filter(slot__in=[slot, draft_slot(response.person_id, slot)]).exclude(pk=response.pk)
