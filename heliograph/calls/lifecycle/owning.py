"""Whose a response is: nobody changes another's by naming its subject, nor one whose place he has given away."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.lifecycle.subjects import Subject, draft_slot, own_slots, response_for, sent_slot
from heliograph.calls.models import Call, Response, ResponseEntry
from heliograph.calls.rules import responses_of
from heliograph.calls.states import Actor, Limit, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused


def claim(response: Response, subject: Subject) -> None:
    """Let a subject go on with the response that it has already; ``response.person`` is then who may go on with it.

    Who answers for himself takes over what another has sent for him. Everybody else must be one of those whose
    response it is. Raises Refused: ``not-yours``.
    """
    by = subject.person
    if response.person_id == by.pk:
        return
    if response.organization_id is None and response.slot in own_slots(by) and not subject.is_delegate:
        _take_over(response, subject)
    elif not responses_of(by).filter(pk=response.pk).exists():
        raise NotYours(response.call)


def held_for(call: Call, subject: Subject, token: str) -> Response | None:
    """The response that a subject has already, its row held. Whole rows are read only where there is one.

    Raises NotYours where it is another's, NameTaken where it is for somebody else who is called the same.
    """
    found = response_for(call, subject, token)
    if found is None:
        return None
    held = _held(call, pk=found)
    assert held is not None
    claim(held, subject)
    check_name(held, subject, token)
    return held


def begun_for(call: Call, subject: Subject, token: str) -> Response | None:
    """As ``held_for``, for what is only kept: whether another has answered for an address is told who sends alone."""
    try:
        return held_for(call, subject, token)
    except NotYours:
        if not subject.email:
            raise
    return _held(call, organization=None, slot=draft_slot(subject.person.pk, subject.slot(call, token)))


def _held(call: Call, **which: Any) -> Response | None:
    found: Response | None = Response.objects.select_for_update(of=("self",)).filter(call=call, **which).first()
    if found is not None:
        found.call = call
    return found


class NameTaken(Refused):
    """The person who answers has a ``response`` for this subject already.

    ``by_name``: for somebody who is called the same, and nothing tells the two apart.
    """

    def __init__(self, response: Response, *, by_name: bool = True) -> None:
        super().__init__("name-taken", _of_this_name() if by_name else _for_the_same())
        self.response = response


def _of_this_name() -> str:
    return _(
        "You have answered for somebody of this name already, and nothing was changed there. If this is another "
        "person, write an e-mail address, or add something to the name, such as “2”."
    )


def _for_the_same() -> str:
    return _("You have answered for them already, or begun to, and nothing was changed there. Go on with that answer.")


def check_name(response: Response, subject: Subject, token: str) -> None:
    """Raise NameTaken where a form with ``token`` that did not begin a response is for the same name alone."""
    if response.call.limit == Limit.MANY or not subject.is_by_name(response.call):
        return
    same = Q(token=token) | Q(verb=Verb.START, data__form=token)
    if not token or not response.entries.filter(same).exists():
        raise NameTaken(response)


def _take_over(response: Response, subject: Subject) -> None:
    response.person, response.slot, response.name, response.email = subject.person, own_slots(subject.person)[0], "", ""
    response.draft = {}
    response.save(update_fields=["person", "slot", "name", "email", "draft"])


def is_own(response: Response) -> bool:
    """Whether the place of a response is that of who leads it: he answers for himself."""
    return response.organization_id is None and _base(response) in own_slots(response.person)


def take_place(response: Response, by: Person | None) -> None:
    """Let a response be led by whoever has its place, where that was given away; else nothing is done.

    Given away is a place that was the lead's own. What somebody has answered for another, for a school or for a
    country stays his to lead, whoever comes. Call it with the row held, by a step of ``by`` that takes the place.
    """
    if by is None or by.pk == response.person_id or not _has_place(response, by) or not was_given_away(response):
        return
    slot = own_slot(response, by)
    if is_taken(response, slot):
        return
    response.person, response.slot, response.name, response.email = by, slot, "", ""
    response.version += 1
    response.save(update_fields=["person", "slot", "name", "email", "version"])


def own_slot(response: Response, person: Person) -> str:
    """The slot of a response once its place is a person's own; what tells several of one person apart is kept."""
    several = response.call.limit == Limit.MANY
    more = f":{sent_slot(response.slot).rpartition(':')[2]}" if several else ""
    return f"{own_slots(person)[0]}{more}"


def is_taken(response: Response, slot: str) -> bool:
    """Whether another response to the call stands in a slot already."""
    others = Response.objects.filter(call=response.call, organization=None, slot=slot)
    return others.exclude(pk=response.pk).exists()


def _base(response: Response) -> str:
    """The slot of a response without what tells several of one person apart."""
    return sent_slot(response.slot).partition(":")[0]


def _has_place(response: Response, person: Person) -> bool:
    if response.organization_id is not None:
        return False
    return response.email == person.email.lower() or _base(response) in own_slots(person)


def was_given_away(response: Response) -> bool:
    return response.entries.filter(verb=Verb.SUBSTITUTE, data__own=True).exists()


def given_away_by(person: Person) -> QuerySet[ResponseEntry]:
    """The steps by which a person has passed on what is not his any more, the newest first: all that he still sees."""
    passed = ResponseEntry.objects.filter(by=person, actor=Actor.RESPONDENT, verb=Verb.SUBSTITUTE)
    return passed.exclude(response__in=responses_of(person).values("pk")).order_by("-at", "-pk")


class NotYours(Refused):
    """There is a response for this subject already, and it is another's."""

    def __init__(self, call: Call) -> None:
        sentence = _(
            "There is an answer for this already, and it is not yours to change. Ask the organizer: %(contact)s"
        )
        super().__init__("not-yours", sentence % {"contact": call.contact or call.programme.contact})
