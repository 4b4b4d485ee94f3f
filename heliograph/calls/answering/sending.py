"""From a form that was filled in to a response: the person of an address, files, then the life cycle."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from heliograph.calls.answering.eligible import Choice
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, Done
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Call, Response
from heliograph.network import search
from heliograph.network.models import Person


def person_of(email: str, language: str, zone: str, at: datetime) -> Person:
    """Whoever has an address; a new person, without any role, where nobody has it yet."""
    found = Person.objects.get_queryset().at_address(email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = Person.objects.create_person(email, at, languages=[language], zone=zone)
    except IntegrityError:
        return Person.objects.get_by_natural_key(email)
    search.index_people([made])
    return made


def send(call: Call, choice: Choice, subject: Subject, sheet: Sheet, act: Act) -> Done:
    """Send an answer, or change the one that is there. Raises Refused, Invalid."""
    if choice.response is not None:
        choice.response.call = call
        return verbs.resend(choice.response, sheet, act)
    return verbs.submit(call, with_known_person(subject), sheet, act)


def save(call: Call, choice: Choice, subject: Subject, sheet: Sheet, act: Act) -> Response:
    """Keep what was filled in so far. Raises Refused."""
    if choice.response is not None:
        choice.response.call = call
        return verbs.keep(choice.response, sheet, act)
    return verbs.start(call, with_known_person(subject), sheet, act)


def is_stale(response: Response | None, version: str) -> bool:
    """Whether somebody has changed a response since its form was opened."""
    return response is not None and bool(version) and version != str(response.version)
