"""Whoever has given his place away can have it again, as long as nobody has acted for it since."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.lifecycle.acting import Act, Done, check_step, done_before, hold, write
from heliograph.calls.lifecycle.owning import is_own, is_taken, own_slot
from heliograph.calls.lifecycle.passing_on import drop_personal
from heliograph.calls.lifecycle.verbs import check_withdrawal, contact_of
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: Steps by which a place that was given away is taken.
_TAKING = frozenset({Verb.SUBMIT, Verb.CHANGE, Verb.RECONFIRM, Verb.SUBSTITUTE, Verb.TAKE_UP})


@transaction.atomic
def take_back(response: Response, act: Act) -> Done:
    """Have a place again that one has given away. Raises Refused.

    Personal answers that were filled in meanwhile are about somebody else, and go.
    """
    held = hold(response)
    if before := done_before(held, act.token):
        return before
    check_step(held, Verb.TAKE_BACK, act.actor)
    check_withdrawal(held, act.at)
    _check_given(held, act.by)
    slot = own_slot(held, held.person)
    if is_taken(held, slot):
        raise Refused("there-already", _("You have another answer to this call by now, and cannot have two."))
    told = replace(act, data={**act.data, "before": {"name": held.name, "email": held.email}})
    held.name, held.email, held.slot = "", "", slot
    fields = ("name", "email", "slot", *drop_personal(held))
    return write(held, Verb.TAKE_BACK, told, ResponseState(held.state), fields)


def _check_given(response: Response, by: Person | None) -> None:
    """Raise Refused where a place is not, or not any more, one that somebody has given away and can have again."""
    if may_take_back(response, by):
        return
    if by is not None and by.pk == response.person_id and is_own(response):
        raise Refused("yours", _("There is nothing to take back: the place is yours."))
    sentence = _("This place cannot be taken back: whoever has it has answered by now. Ask the organizer: %(contact)s")
    raise Refused("not-yours", sentence % {"contact": contact_of(response.call)})


def may_take_back(response: Response, person: Person | None) -> bool:
    """Whether a person has given the place of a response away, leads it still, and nobody has acted for it since.

    Who has a place and is on record leads its answer from his first step on (``owning.take_place``); of others the
    steps tell. No query where ``entries`` and ``co_respondents`` were prefetched, or the place is for who leads it.
    """
    if person is None or not gave_away(response, person):
        return False
    last, his = max(each.pk for each in _namings(response, person)), {person.pk, *_along(response)}
    return not any(each.pk > last and each.verb in _TAKING and each.by_id not in his for each in _steps(response))


def gave_away(response: Response, person: Person) -> bool:
    """Whether a person leads a response still whose place was his own and is another's now.

    No query where ``entries`` were prefetched, or the place is for who leads it.
    """
    if person.pk != response.person_id or not (response.name or response.email):
        return False
    return any(each.data.get("own") for each in _namings(response, person))


def _steps(response: Response) -> list[ResponseEntry]:
    return [each for each in response.entries.all() if each.actor == Actor.RESPONDENT]


def _namings(response: Response, person: Person) -> list[ResponseEntry]:
    """The steps by which a person named somebody else."""
    return [each for each in _steps(response) if each.verb == Verb.SUBSTITUTE and each.by_id == person.pk]


def _along(response: Response) -> frozenset[int]:
    """Those who answer along: what they do takes no place."""
    found = response.co_respondents.all()
    return frozenset(each.person_id for each in found if each.person_id is not None)
