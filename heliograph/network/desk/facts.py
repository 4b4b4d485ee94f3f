"""What somebody who manages needs to know of his countries, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from heliograph.network.figures import Counts, fresh_since
from heliograph.network.giving import managed_organizations
from heliograph.network.inviting.offers import invitations_of, open_at, unanswered
from heliograph.network.joining.queries import waiting_for
from heliograph.network.merging.finding import pairs_in
from heliograph.network.models import Person, Role
from heliograph.network.queries import WITHIN
from heliograph.network.states import Membership, RoleKind

#: What a record can lack, as an address of the list says it.
NO_ADDRESS, NO_FOCAL_POINT = "address", "focal-point"


@dataclass(frozen=True)
class Facts:
    """``counts`` are of schools; ``applications`` wait for this person, ``invited`` and ``run_out`` for an answer."""

    counts: Counts
    without_address: int
    without_focal_point: int
    applications: int
    invited: int
    run_out: int
    #: Pairs of records of one country that may be one; None where several countries are asked about.
    duplicates: int | None = None

    @property
    def stale(self) -> int:
        """Members whose record is to be confirmed."""
        return self.counts.members - self.counts.fresh

    @property
    def quiet(self) -> bool:
        """Whether nothing waits."""
        lacking = self.stale or self.without_address or self.without_focal_point
        return not (self.applications or lacking or self.run_out or self.duplicates)


def lacks(what: str, on: date) -> Q:
    """Organizations that lack an address, or a focal point on a day."""
    if what == NO_ADDRESS:
        return Q(email="")
    focal = Role.objects.held(on).filter(kind=RoleKind.FOCAL_POINT, organization=OuterRef("pk"))
    return ~Q(Exists(focal.filter(person__is_active=True)))


def facts_of(person: Person, countries: Iterable[str] | None, at: datetime) -> Facts:
    """Of these countries, as far as the person manages them; of all that he manages for None. Four queries."""
    schools, day = managed_organizations(person).schools(), at.date()
    asked, sent = waiting_for(person, day), invitations_of(person)
    if countries is not None:
        chosen = list(countries)
        schools = schools.in_countries(chosen)
        asked, sent = asked.filter(organization__country__in=chosen), sent.filter(country__in=chosen)
    within = Q(membership__in=WITHIN)
    found = schools.aggregate(
        members=Count("pk", filter=within),
        fresh=Count("pk", filter=within & Q(confirmed_on__gte=fresh_since(day))),
        candidates=Count("pk", filter=Q(membership=Membership.CANDIDATE)),
        without_address=Count("pk", filter=within & lacks(NO_ADDRESS, day)),
        without_focal_point=Count("pk", filter=within & lacks(NO_FOCAL_POINT, day)),
    )
    answers = sent.aggregate(
        invited=Count("pk", filter=open_at(at)), run_out=Count("pk", filter=unanswered() & Q(expires_at__lte=at))
    )
    counts = Counts(found.pop("members"), found.pop("fresh"), found.pop("candidates"))
    return Facts(counts, applications=asked.order_by().count(), **found, **answers)


def facts_of_country(person: Person, country: str, at: datetime) -> Facts:
    """Of one country, its possible duplicates included. Six queries."""
    pairs = pairs_in(managed_organizations(person).in_country(country))
    return replace(facts_of(person, [country], at), duplicates=len(pairs))


def office(country: str, on: date) -> list[Role]:
    """The coordinators of a country and their deputies; one query."""
    held = Role.objects.held(on).filter(country=country, kind__in=[RoleKind.COORDINATOR, RoleKind.DEPUTY])
    return list(held.filter(person__is_active=True).select_related("person", "appointed_by").order_by("kind", "pk"))
