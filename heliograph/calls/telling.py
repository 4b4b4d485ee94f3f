"""The letters about responses: each entry of the log that owes one is told to whom it concerns, once.

Entries are the queue: written with the change itself, told a moment later (``delivery/owed.py``), without any lock.
Each reader's letter has a key of its own, so that telling an entry again doubles nothing: neither where two processes
tell it at once, nor where one letter could not be written and the whole entry is tried again later.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.db.models import F, Q

from heliograph.calls.letters import Told, about
from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.said import Role, role_of
from heliograph.calls.states import MOVING
from heliograph.calls.topics import ANSWERS
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.outbox import post
from heliograph.network.letters import finish, to_person

log = logging.getLogger(__name__)

#: How many entries are told at a time, and how often a letter is tried before it is left to the operator.
BATCH, TRIES = 20, 8
#: The pause after the first failure; each is five times as long as the one before, up to the longest.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)


def write_letters(at: datetime) -> int:
    """Tell the oldest entries that owe a letter; returns how many were told. Safe in several processes at once."""
    owed = ResponseEntry.objects.filter(Q(try_at=None) | Q(try_at__lte=at), told_at=None, tries__lt=TRIES)
    found = owed.select_related(
        "by", "response__call__programme", "response__person", "response__question_set", "response__organization"
    )
    return sum(_tell(entry, at) for entry in list(found.order_by("pk")[:BATCH]))


def given_up() -> int:
    """Of how many entries the letters could not be written, however often that was tried."""
    return ResponseEntry.objects.filter(told_at=None, tries__gte=TRIES).count()


def _tell(entry: ResponseEntry, at: datetime) -> bool:
    row = ResponseEntry.objects.filter(pk=entry.pk, told_at=None)
    try:
        failed = [not _hand_over(entry, told, at) for told in readers(entry)]
    except Exception:
        log.exception("Whom entry %s is to be told could not be found.", entry.pk)
        failed = [True]
    if any(failed):
        row.update(tries=F("tries") + 1, try_at=at + min(PAUSE * 5**entry.tries, LONGEST_PAUSE))
        return False
    return bool(row.update(told_at=at))


def _hand_over(entry: ResponseEntry, told: Told, at: datetime) -> bool:
    """Write one reader's letter and put it into the queue, where it is not there yet; False where that fails."""
    try:
        letter = finish(told.to, partial(about, entry, told, at))
        post(letter, told.to, ANSWERS.slug, f"entry-{entry.pk}-{uuid5(NAMESPACE_URL, told.to.address).hex}", at)
    except Exception:
        log.exception("A letter about entry %s could not be written; it is tried again.", entry.pk)
        return False
    return True


def readers(entry: ResponseEntry) -> Iterator[Told]:
    """Whom an entry concerns: who answers, those who answer with him, and who is answered for."""
    response: Response = entry.response
    people = [response.person]
    together = response.co_respondents.filter(accepted_at__isnull=False, removed_at=None, declined_at=None)
    people += [each.person for each in together.select_related("person") if each.person is not None]
    for person in dict.fromkeys(people):
        if person.is_active and person.erased_at is None:
            yield Told(to_person(person), person, role_of(person, response))
    known = {person.email.lower() for person in people}
    for address, name, role in _named(entry):
        if address and address not in known:
            yield _at(address, name, role, response)


def _named(entry: ResponseEntry) -> Iterator[tuple[str, str, Role]]:
    """Addresses of those who are answered for: also of who had the place until this step."""
    yield entry.response.email, entry.response.name, Role.FOR_HIM
    before = entry.data.get("before", {}) if entry.verb in MOVING else {}
    yield before.get("email", ""), before.get("name", ""), Role.GIVEN_AWAY


def _at(address: str, name: str, role: Role, response: Response) -> Told:
    """Who reads a mailbox: in his own language and time where he has an account, else in those of the answer."""
    person = Holder.at(address).person
    if person is not None:
        return Told(to_person(person), person, role)
    return Told(Recipient(address, name, response.language, response.person.zone), None, role)
