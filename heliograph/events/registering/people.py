"""Who is registered for one time of an event: the people, and the addresses at which they are written to."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from heliograph.calls.deadlines.concerned import readers
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import HOLDING, CallStatus, ResponseState
from heliograph.events.models import Occurrence
from heliograph.events.registering.models import Registration

#: States of a response that has a place at a time, or waits for one.
STANDING = [*sorted(HOLDING), ResponseState.SUBMITTED, ResponseState.WAITLISTED]
#: States of one that comes: to whom reminders go, and for whom a link to join opens.
COMING = [
    ResponseState.CONFIRMED, ResponseState.RECONFIRMED, ResponseState.ACCEPTED, ResponseState.MATCHED,
    ResponseState.COMPLETED,
]  # fmt: skip


def responses(occurrence: Occurrence, states: list[ResponseState] | None = None) -> QuerySet[Response]:
    """The responses of a time that are in one of these states: those that come or wait, where none are given.

    Who registered by a call that was cancelled was told so, and is registered no more.
    """
    here = Registration.objects.filter(occurrence=occurrence).values("response")
    found = Response.objects.filter(pk__in=here, state__in=STANDING if states is None else states)
    return found.exclude(call__status=CallStatus.CANCELLED)


def registrants(occurrence: Occurrence, states: list[ResponseState] | None = None) -> QuerySet[Any]:
    """The active people who registered for a time, as ``delivery.mailings.fill_from`` reads them.

    Rows of Person with ``address``, ``country`` and ``reading``; those who wait for a place are among them unless
    ``states`` says otherwise. Those who are registered by others under an address of their own: ``delegates``.
    """
    there = responses(occurrence, states)
    joint = CoRespondent.objects.filter(
        response__in=there, removed_at=None, declined_at=None, accepted_at__isnull=False, person__isnull=False
    )
    return readers(Q(pk__in=there.values("person")) | Q(pk__in=joint.values("person")))


def delegates(occurrence: Occurrence, states: list[ResponseState] | None = None) -> QuerySet[Any]:
    """Those whom somebody else has registered for a time under their own address, in the same form."""
    read = Concat("language", Value(" "), Value(occurrence.zone), output_field=TextField())
    found = responses(occurrence, states).exclude(email="")
    return found.annotate(address=F("email"), reading=read).order_by("pk")
