"""Who organizes a session and is not registered for the conference any more: found, told, or taken off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from heliograph.calls.corresponding import inviting
from heliograph.calls.corresponding.members import JOINED, WORKED_ON
from heliograph.calls.lifecycle.subjects import own_slots
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import holders_of, plans_to_attend, registrations
from heliograph.conference.sessions import letters
from heliograph.conference.sessions.questions import TITLE
from heliograph.moments.stored import day_in
from heliograph.network.models import Person


def proposals(conference: Conference) -> ResponseQuerySet:
    """The proposals that were sent, were not withdrawn, and were not declined."""
    return Response.objects.filter(call=conference.sessions_id, state__in=STANDING)


def attending_among(conference: Conference, people: Collection[Person]) -> frozenset[int]:
    """Which of these people plan to attend, by primary key. Four queries at most."""
    slots = [slot for person in people for slot in own_slots(person)]
    addresses = [person.email.lower() for person in people]
    rows = registrations(conference)
    his = rows.filter(person__in=people) | rows.filter(slot__in=slots) | rows.filter(email__in=addresses)
    holders = holders_of(list(his.distinct()))
    return frozenset(each.person.pk for each in holders if each.person is not None)


def attends_no_more(registration: Response, at: datetime) -> None:
    """Tell who leads a session that it has no lead who comes; take off who organizes along. For ``endings``.

    In the transaction in which a registration ended. A session is never dropped for it.
    """
    conference = Conference.objects.filter(registration=registration.call).select_related("programme").first()
    if conference is None or conference.sessions_id is None or day_in(at, conference.zone) > conference.last_day:
        return
    for person in _had(registration):
        if not plans_to_attend(conference, person, at):
            _tell(conference, person, registration, at)
            _take_off(conference, person, at)


def _had(registration: Response) -> Iterator[Person]:
    """Who may have had a registration until now: who leads it, and for whom it was or is."""
    yield registration.person
    last = registration.entries.order_by("pk").last()
    before = last.data.get("before", {}) if last is not None else {}
    named = before if isinstance(before, dict) else {}
    addresses = {str(each).lower() for each in (registration.email, named.get("email")) if each}
    people = Person.objects.get_queryset().filter(is_active=True, erased_at=None).exclude(pk=registration.person_id)
    for address in sorted(addresses):
        yield from people.at_address(address)


def _tell(conference: Conference, person: Person, registration: Response, at: datetime) -> None:
    for each in proposals(conference).filter(person=person).select_related("person", "call"):
        title = str(each.answers.get(TITLE, "")) or str(each.call)
        key = f"session-lead-{each.public_id.hex}-{registration.public_id.hex}-{registration.version}"
        letters.comes_no_more(conference, each, title, key, at)


def _take_off(conference: Conference, person: Person, at: datetime) -> None:
    rows = CoRespondent.objects.filter(JOINED, person=person, response__call=conference.sessions_id)
    for each in rows.filter(response__state__in=WORKED_ON).select_related("person", "response__call__programme"):
        inviting.leave(each, at)
