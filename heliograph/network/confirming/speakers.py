"""Who speaks for a school when its record is confirmed: somebody signed in, or who reads the mailbox of a letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import Lower
from django.urls import reverse

from heliograph.network.models import ConfirmationRound, Organization, Person, Role
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.remits import SPEAKING

#: For how long after the end of a round the links of its letters are good.
LATE = timedelta(days=90)
#: For how long after its letter was sent a link is good at most, whichever rounds there are.
LASTING = timedelta(days=365)


@dataclass(frozen=True)
class Speaker:
    """``person`` where there is an account; ``address`` is the mailbox, ``signed`` the token of the letter's link,
    empty for who is signed in.
    """

    person: Person | None
    address: str
    signed: str = ""

    def page(self, name: str, school: Organization) -> str:
        """The address of a page about a school: ``record``, ``correct`` or ``tell``."""
        if self.signed:
            own = [] if name == "record" else [school.public_id]
            return reverse(_BY_LINK[name], args=[self.signed, *own])
        return reverse(_SIGNED_IN[name], args=[school.public_id])

    @property
    def note(self) -> str:
        """For the log, where no person stands there: the mailbox from which it came."""
        return "" if self.person else self.address


_BY_LINK = {"record": "network:confirm", "correct": "network:correct", "tell": "network:tell"}
_SIGNED_IN = {"record": "network:own_school", "correct": "network:own_correct", "tell": "network:own_tell"}


def by_mail(address: str, signed: str) -> Speaker:
    """Who holds the link of a letter to an address."""
    person: Person | None = Person.objects.get_queryset().filter(email=address.lower(), is_active=True).first()
    return Speaker(person, address, signed)


def links_are_good(on: date) -> bool:
    """Whether a round runs, or ended not long ago: at other times the links of its letters open nothing."""
    return ConfirmationRound.objects.filter(opens_on__lte=on, closes_on__gte=on - LATE).exists()


def schools_of(address: str, on: date) -> OrganizationQuerySet:
    """The member schools for which an address speaks: its own mailbox, or that of a focal point or principal."""
    members, small = Organization.objects.members(), address.lower()
    roles = Role.objects.held(on).filter(kind__in=SPEAKING, person__is_active=True, person__email=small)
    own = members.alias(small=Lower("email")).filter(small=small).exclude(email="")
    keys = {*own.values_list("pk", flat=True), *roles.values_list("organization", flat=True)}
    return members.filter(pk__in=keys)


def people_speaking(schools: Iterable[Organization], on: date) -> dict[int, list[Role]]:
    """Who speaks for each school on a day, by its primary key; one query."""
    found: dict[int, list[Role]] = {}
    roles = Role.objects.held(on).filter(kind__in=SPEAKING, organization__in=list(schools), person__is_active=True)
    for role in roles.select_related("person").order_by("kind", "begins", "pk"):
        found.setdefault(role.organization_id or 0, []).append(role)
    return found
