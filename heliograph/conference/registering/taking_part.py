"""Who takes part in a conference, by the answers to its registration: what other rooms ask of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, prefetch_related_objects
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from heliograph.calls.concerning import GONE
from heliograph.calls.lifecycle.subjects import own_slots
from heliograph.calls.models import Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import ResponseState
from heliograph.conference.models import Conference
from heliograph.network.models import Person

S = ResponseState
#: States of who has a place and owes nothing more.
_COMES = [S.RECONFIRMED, S.COMPLETED]
#: States of who has a place, and may be asked whether he still comes.
_HAS_A_PLACE = [S.CONFIRMED, S.ACCEPTED]
#: States of who waits for a place, or for his own word whether he takes the one that is offered.
WAITING = [S.WAITLISTED, S.OFFERED]


class Holder(NamedTuple):
    """Who comes on a registration: whoever it was given for, or was named instead. ``person`` is his account, if any.

    ``country`` is a code; what nobody knows is empty.
    """

    name: str
    email: str
    person: Person | None
    organization: str
    country: str


def registrations(conference: Conference) -> ResponseQuerySet:
    """The registrations of those who plan to attend: sent, neither withdrawn nor declined."""
    return Response.objects.filter(call=conference.registration_id).sent().exclude(state=S.DECLINED)


def registered(conference: Conference) -> ResponseQuerySet:
    """Those whom figures count: of those who plan to attend all who do not wait for a place."""
    return registrations(conference).exclude(state__in=WAITING)


def confirmed(conference: Conference) -> ResponseQuerySet:
    """Those on whom the organizer counts: with a place, and reconfirmed where they were asked to reconfirm."""
    counted = Q(state__in=_COMES) | Q(state__in=_HAS_A_PLACE, asked_at=None)
    return registrations(conference).filter(counted)


def counts_on(registration: Response) -> bool:
    """The same of one registration that is at hand."""
    return registration.state in _COMES or (registration.state in _HAS_A_PLACE and registration.asked_at is None)


def for_person(person: Person) -> Q:
    """That a registration is for a person himself, whoever has sent it."""
    own = Q(person=person.pk, name="", email="") & ~Q(slot__startswith=GONE)
    return own | Q(slot__in=own_slots(person)) | Q(email=person.email.lower(), email__gt="")


def plans_to_attend(conference: Conference, person: Person, at: datetime) -> bool:
    """Whether somebody is registered, by himself or by another; a place offered to him and let lapse counts no more."""
    return person.pk is not None and _planning(conference, at).filter(for_person(person)).exists()


def those_who_plan(conference: Conference, people: Iterable[Person], at: datetime) -> set[int]:
    """Which of some people plan to attend, by primary key. One query, however many they are."""
    rows = list(_planning(conference, at).values_list("person", "name", "email", "slot"))
    own = {key for key, name, email, slot in rows if not (name or email or slot.startswith(GONE))}
    slots, addresses = {slot for *_said, slot in rows}, {email for _key, _name, email, _slot in rows if email}
    return {
        each.pk
        for each in people
        if each.pk in own or not slots.isdisjoint(own_slots(each)) or each.email.lower() in addresses
    }


def _planning(conference: Conference, at: datetime) -> ResponseQuerySet:
    """Those who plan to attend, without whom a place was offered that lapsed."""
    return registrations(conference).exclude(state=S.OFFERED, offered_until__lte=at)


def holder_of(response: Response) -> Holder:
    """Who comes on a registration. Three queries at most; for many ``holders_of``."""
    return holders_of([response])[0]


def holders_of(responses: Sequence[Response]) -> list[Holder]:
    """Who comes on each of these, in their order. Three queries at most, however many they are."""
    prefetch_related_objects(responses, "person", "organization")
    known = _Known(responses)
    return [_holder(each, known) for each in responses]


def _holder(response: Response, known: _Known) -> Holder:
    organization, country = _organization(response), response.country
    if response.slot.startswith(GONE):
        return Holder(_("somebody whose data were erased"), "", None, organization, country)
    own = not (response.name or response.email)
    person = response.person if own else known.of(response)
    email = response.email or (person.email if person is not None else "")
    name = response.name or (person.name if person is not None else "") or _badge(response) or email
    return Holder(name, email, person, organization, country)


def _badge(response: Response) -> str:
    said = response.answers.get("badge")
    return said if isinstance(said, str) else ""


def _organization(response: Response) -> str:
    if response.organization is not None:
        return response.organization.name
    said = response.answers.get("organization")
    named = said.get("name") if isinstance(said, Mapping) else said
    return response.organization_name or (named if isinstance(named, str) else "")


class _Known:
    """The people on record for whom others have registered: by the key in the slot, or by the address. One query."""

    def __init__(self, responses: Iterable[Response]) -> None:
        others = [each for each in responses if each.name or each.email]
        keys = [key for each in others if (key := _key(each))]
        addresses = [each.email.lower() for each in others if each.email]
        self._by_key: dict[int, Person] = {}
        self._by_address: dict[str, Person] = {}
        if keys or addresses:
            rows: Any = Person.objects.get_queryset().alias(small=Lower("email"))
            for person in rows.filter(Q(pk__in=keys) | Q(small__in=addresses)):
                self._by_key[person.pk] = self._by_address[person.email.lower()] = person

    def of(self, response: Response) -> Person | None:
        key = _key(response)
        return self._by_key.get(key) if key else self._by_address.get(response.email.lower())


def _key(response: Response) -> int:
    """The primary key that stands in a slot; 0 where it has none."""
    digits = response.slot.partition(":")[0][1:]
    return int(digits) if response.slot.startswith("p") and digits.isdigit() else 0
