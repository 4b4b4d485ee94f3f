"""Which responses concern a person: those he leads, and what others have answered for him by key or address."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.corresponding.members import JOINED
from heliograph.calls.lifecycle.subjects import address_slot, own_slots
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import RespondentKind, ResponseState
from heliograph.network.account.holdings import Erasing
from heliograph.network.models import Person

#: How the slot begins of a response for somebody who was erased: nobody's key and address lead there.
GONE = "g"
#: How the slot of a response begins that was made anonymous.
ANONYMOUS = f"{GONE}a-"


def addresses_of(erasing: Erasing) -> frozenset[str]:
    """The addresses of somebody who is erased, in small letters, but for those that another person has by now."""
    had = {address.lower() for address in erasing.addresses}
    others = Person.objects.get_queryset().exclude(pk=erasing.person.pk)
    taken = {address for address in had if others.at_address(address).exists()}
    return frozenset(had - taken)


def about(person: Person, addresses: Collection[str]) -> Q:
    """That a response is for a person, whoever leads it: by his key, or by one of his addresses."""
    found = Q(email__in=addresses, email__gt="")
    for slot in (own_slots(person)[0], *map(address_slot, addresses)):
        found |= Q(slot=slot) | Q(slot__startswith=f"{slot}:")
    return found


def personal() -> Q:
    """That it is for a person, and for no organization and no country."""
    alone = Q(organization=None, organization_name="")
    return alone & ~Q(slot__startswith="c") & ~Q(call__respondent=RespondentKind.COUNTRY)


def for_another(addresses: Collection[str]) -> Q:
    """That it is for somebody who has another address: it is his, whoever has written it."""
    return Q(email__gt="") & ~Q(email__in=addresses)


def lost_with(person: Person, addresses: Collection[str]) -> ResponseQuerySet:
    """The responses that go with a person: what he answered for himself, and what others answered for him."""
    own = Q(person=person) & ~for_another(addresses)
    return Response.objects.filter(personal() & (own | about(person, addresses)))


def holder_of(response: Response) -> Person | None:
    """Whose a response is: whoever has the address that it was given for, None where nobody on record has it; else who
    leads it. One query at most.
    """
    address = response.email.lower()
    if not address or address == response.person.email.lower():
        return response.person
    found: Person | None = Person.objects.get_queryset().at_address(address).first()
    return found


def is_anonymous(response: Response) -> bool:
    """Whether a response was made anonymous, so that it tells no more whose it was."""
    return response.slot.startswith(ANONYMOUS)


def shared_by(person: Person) -> ResponseQuerySet:
    """The responses that a person leads and that others, who have joined, answer with him."""
    others = joined_beside(person).filter(response=OuterRef("pk"))
    return Response.objects.filter(Exists(others), person=person)


def joined_beside(person: Person) -> QuerySet[CoRespondent]:
    """The others who have joined a response and are still there, first come first."""
    others = CoRespondent.objects.filter(JOINED, person__is_active=True, person__erased_at=None)
    return others.exclude(person=person).order_by("accepted_at", "pk")


def told_to(person: Person) -> ResponseQuerySet:
    """What a person may take away: what he leads, and what others have sent for him."""
    sent = ~Q(state=ResponseState.DRAFT)
    return Response.objects.filter(Q(person=person) | (sent & about(person, [person.email.lower()])))
