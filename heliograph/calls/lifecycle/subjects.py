"""For whom somebody answers: himself, somebody else by name, an organization, a country."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from heliograph.calls.models import Call, Response
from heliograph.calls.states import Limit, RespondentKind
from heliograph.frame.prepared import Prepared
from heliograph.moments.folding import fold
from heliograph.network.models import Organization, Person

#: So many signs has the slot of an address.
_LONGEST = 140


@dataclass(frozen=True)
class Subject:
    """For whom an answer is given by ``person``; what does not apply is empty.

    ``name`` and ``email`` are those of somebody else who is answered for, ``organization_name`` that of an organization
    that is not on record here. ``known`` is the primary key of the person whose address ``email`` is.
    """

    person: Person
    organization: Organization | None = None
    organization_name: str = ""
    country: str = ""
    name: str = ""
    email: str = ""
    known: int | None = None

    @property
    def is_delegate(self) -> bool:
        return bool(self.name or self.email)

    def is_by_name(self, call: Call) -> bool:
        """Whether nothing but a name tells whom it is for: others may be called the same."""
        return self._place(call).startswith("n")

    def slot(self, call: Call, token: str) -> str:
        """What tells the subject apart from others of the call; ``token`` (of the form) from himself, where any number
        of answers is taken.
        """
        more = f":{token}" if call.limit == Limit.MANY else ""
        return f"{self._place(call)}{more}"

    def _place(self, call: Call) -> str:
        if self.organization is not None:
            return ""
        if call.respondent == RespondentKind.COUNTRY:
            return f"c{self.country}"
        if self.organization_name:
            return f"x{self.person.pk}:{fold(self.organization_name)[:120]}"
        if self.known:
            return f"p{self.known}"
        if self.email:
            return address_slot(self.email)
        if self.name:
            return f"n{self.person.pk}:{fold(self.name)[:120]}"
        return f"p{self.person.pk}"

    def fields(self) -> dict[str, Any]:
        """As a response keeps it."""
        return {
            "person": self.person,
            "organization": self.organization,
            "organization_name": self.organization_name,
            "country": self.country,
            "name": self.name,
            "email": self.email.strip().lower(),
        }


def whom(of: Subject | Response) -> tuple[str, str, str, str]:
    """By what somebody else, or a school that is not listed, is named; all is empty for who is on record."""
    return of.name, of.email.strip().lower(), of.organization_name, of.country if of.organization_name else ""


def address_slot(email: str) -> str:
    """The slot of somebody who is answered for by an address that nobody on record has; one of 140 signs at most."""
    slot = f"e{email.strip().lower()}"
    if len(slot) <= _LONGEST:
        return slot
    return f"{slot[: _LONGEST - 33]}#{blake2b(slot.encode(), digest_size=16).hexdigest()}"


def draft_slot(person: int, slot: str) -> str:
    """Where a draft stands that somebody (by primary key) has begun for a slot: it keeps the slot for nobody."""
    return f"d{person}:{slot}"[:200]


def sent_slot(slot: str) -> str:
    """The slot itself, also of one where a draft stands."""
    return slot.partition(":")[2] if slot.startswith("d") else slot


def own_slots(person: Person) -> tuple[str, str]:
    """Under which slots of a call stands what is for a person himself: his key, and his address."""
    return f"p{person.pk}", address_slot(person.email)


def with_known_person(subject: Subject) -> Subject:
    """Somebody answered for by an address is the person who has it. One query, only for delegates."""
    if not subject.email:
        return subject
    if subject.email.strip().lower() == subject.person.email.lower():
        return Subject(subject.person, country=subject.country)
    known = Person.objects.get_queryset().at_address(subject.email).values_list("pk", flat=True).first()
    return replace(subject, known=known)


def _in_slots(
    call: int, organization: tuple[int, ...], slots: tuple[str, ...], drafts: tuple[str, ...]
) -> QuerySet[Response, tuple[int]]:
    at = Q(organization__in=organization) if organization else Q(organization=None)
    found = Response.objects.filter(at, call=call, slot__in=[*slots, *drafts])
    return found.order_by(Case(When(slot__in=slots, then=0), default=1), "pk").values_list("pk")


_there = Prepared(_in_slots)


def response_for(call: Call, subject: Subject, token: str) -> int | None:
    """The primary key of the response that a subject has already, else of the draft that its person has begun for it.

    Somebody who answers for himself also finds what another has sent for his address.
    """
    slot = subject.slot(call, token)
    own = own_slots(subject.person)
    slots = tuple(own) if slot in own else (slot,)
    drafts = tuple(draft_slot(subject.person.pk, each) for each in slots)
    organization = () if subject.organization is None else (subject.organization.pk,)
    found = _there.rows(call=call.pk, organization=organization, slots=slots, drafts=drafts)
    return found[0][0] if found else None
