"""Somebody may answer although the call has closed: for whom the organizer writes down by his address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.answering.sending import person_of
from heliograph.calls.deadlines import extending
from heliograph.calls.models import Call, Extension
from heliograph.calls.states import DeadlineKind
from heliograph.network.models import Person
from heliograph.network.states import Refused


@transaction.atomic
def let_answer(
    call: Call, email: str, language: str, until: datetime, by: Person, at: datetime, reason: str = ""
) -> Extension:
    """Let whoever has an address answer until an instant (aware), and tell him by a letter with a link of his own.

    Who has no account gets one without any role, in ``language`` and the call's zone. What is answered to the organizer
    is the same for every address: nobody is looked up here. Raises Refused as ``extending.grant``.
    """
    if at >= until:
        raise Refused("past", _("This time is past. Choose a later one."))
    person = person_of(email, language, call.zone, at)
    if not person.is_active:
        raise Refused("gone", _("Nobody can be written to at this address. Ask for another one."))
    return extending.grant(call, person, DeadlineKind.CLOSES, until, by, at, reason)
