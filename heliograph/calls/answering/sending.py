"""From a form that was filled in to a response: the person of an address, files, then the life cycle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from heliograph.calls.answering.eligible import Choice
from heliograph.calls.files import keeping
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act, Done
from heliograph.calls.lifecycle.subjects import Subject, with_known_person
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import AnswerFile, Call, Response
from heliograph.calls.states import ResponseState
from heliograph.network import search
from heliograph.network.models import Person


def person_of(email: str, language: str, zone: str, at: datetime, name: str = "") -> Person:
    """Whoever has an address; a new person of this name, without any role, where nobody has it yet."""
    found = Person.objects.get_queryset().at_address(email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = Person.objects.create_person(email, at, name=name, languages=[language], zone=zone)
    except IntegrityError:
        return Person.objects.get_by_natural_key(email)
    search.index_people([made])
    return made


def send(call: Call, choice: Choice, subject: Subject, sheet: Sheet, act: Act) -> Done:
    """Send an answer, or change the one that is there. Raises Refused, NameTaken, Stale, Invalid.

    What a first answer needs is one transaction, without another around it.
    """
    if choice.response is None:
        done = verbs.submit(call, with_known_person(subject), sheet, act)
        _forget_files(done)
        return done
    choice.response.call = call
    with transaction.atomic():
        done = verbs.resend(choice.response, sheet, act, subject)
        _forget_files(done)
    return done


def _forget_files(done: Done) -> None:
    """The files that the answer as it was sent does not name any more; what was there before it may have had some."""
    if done.repeated or not done.entry.before:
        return
    response = done.response
    lists = [value for value in response.answers.values() if isinstance(value, list)]
    named = {row["file"] for value in lists for row in value if isinstance(row, dict) and "file" in row}
    for file in response.files.all():
        if str(file.public_id) not in named:
            keeping.detach(file)


def save(
    call: Call, choice: Choice, subject: Subject, sheet: Sheet, act: Act, removed: Iterable[AnswerFile] = ()
) -> Response:
    """Keep what was filled in so far. Raises Refused, NameTaken, Stale.

    Files that are ``removed`` go at once from what was never sent; from what was sent, once it is sent without them.
    """
    if choice.response is None:
        return verbs.start(call, with_known_person(subject), sheet, act)
    choice.response.call = call
    with transaction.atomic():
        response = verbs.keep(choice.response, sheet, act, subject)
        if response.state == ResponseState.DRAFT:
            for file in removed:
                keeping.detach(file)
    return response


def is_stale(response: Response, version: str) -> bool:
    """Whether anything was done with what was sent since the form was opened; of what was kept the marks tell."""
    return response.state != ResponseState.DRAFT and version != str(response.version)
