"""Whose a response is that was found by its subject: nobody changes another's answer by naming its subject."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heliograph.calls.lifecycle.subjects import Subject, own_slots
from heliograph.calls.models import Call, Response
from heliograph.calls.rules import responses_of
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
        raise not_yours(response.call)


def _take_over(response: Response, subject: Subject) -> None:
    response.person, response.slot, response.name, response.email = subject.person, own_slots(subject.person)[0], "", ""
    response.draft = {}
    response.save(update_fields=["person", "slot", "name", "email", "draft"])


def not_yours(call: Call) -> Refused:
    contact = call.contact or call.programme.contact
    sentence = _("There is an answer for this already, and it is not yours to change. Ask the organizer: %(contact)s")
    return Refused("not-yours", sentence % {"contact": contact})
