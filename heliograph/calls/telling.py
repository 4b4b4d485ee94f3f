"""The letters about responses: each entry of the log that owes one is told to whom it concerns, once.

Entries are the queue: written with the change itself, told a moment later (``delivery/owed.py``). A letter is written
before any lock is taken; noting that it was told and handing it over are one transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from heliograph.calls.letters import Told, about
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.states import Verb
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.outbox import post
from heliograph.network.letters import finish, to_person

log = logging.getLogger(__name__)

#: How many entries are told at a time, and how often a letter is tried before it is left to the operator.
BATCH, TRIES = 20, 5


def write_letters(at: datetime) -> int:
    """Tell the oldest entries that owe a letter; returns how many were told. Safe in several processes at once."""
    owed = ResponseEntry.objects.filter(told_at=None, tries__lt=TRIES).select_related(
        "by", "response__call__programme", "response__person", "response__question_set", "response__organization"
    )
    found = list(owed.order_by("pk")[:BATCH])
    return sum(_tell(entry, at) for entry in found)


def _tell(entry: ResponseEntry, at: datetime) -> bool:
    try:
        letters = [(told.to, finish(told.to, partial(about, entry, told, at))) for told in _readers(entry)]
    except Exception:
        log.exception("The letter about entry %s could not be written.", entry.pk)
        ResponseEntry.objects.filter(pk=entry.pk).update(tries=F("tries") + 1)
        return False
    _hand_over(entry, letters, at)
    return True


@transaction.atomic
def _hand_over(entry: ResponseEntry, letters: list[tuple[Recipient, Letter]], at: datetime) -> None:
    if not ResponseEntry.objects.filter(pk=entry.pk, told_at=None).update(told_at=at):
        return
    for number, (to, letter) in enumerate(letters):
        post(letter, to, ANSWERS.slug, f"entry-{entry.pk}-{number}", at)


def _readers(entry: ResponseEntry) -> Iterator[Told]:
    """Whom an entry concerns: who answers, those who answer with him, and who is answered for."""
    response: Response = entry.response
    people = [response.person]
    together = response.co_respondents.filter(accepted_at__isnull=False, removed_at=None, declined_at=None)
    people += [each.person for each in together.select_related("person") if each.person is not None]
    for person in dict.fromkeys(people):
        if person.is_active and person.erased_at is None:
            yield Told(to_person(person), person)
    known = {person.email.lower() for person in people}
    for address, name in _named(entry):
        if address and address not in known:
            yield Told(Recipient(address, name, response.language, response.person.zone), None)


def _named(entry: ResponseEntry) -> Iterator[tuple[str, str]]:
    """Addresses of those who are answered for: also of who gave the place away with this step."""
    yield entry.response.email, entry.response.name
    before = entry.data.get("before", {}) if entry.verb == Verb.SUBSTITUTE else {}
    yield before.get("email", ""), before.get("name", "")
