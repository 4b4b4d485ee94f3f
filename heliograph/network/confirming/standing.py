"""How far the confirmation of records is, by country: for a round since its opening, else for the last year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from heliograph.network.figures import current_round, fresh_since
from heliograph.network.models import ConfirmationRound, Organization
from heliograph.network.queries import OrganizationQuerySet


@dataclass(frozen=True)
class Standing:
    """The member schools of a country, and how many of their records are confirmed."""

    country: str = ""
    members: int = 0
    confirmed: int = 0

    @property
    def rest(self) -> int:
        return self.members - self.confirmed

    @property
    def share(self) -> int:
        """Per cent, rounded down; 0 without members."""
        return self.confirmed * 100 // self.members if self.members else 0


def asked_since(on: date) -> tuple[ConfirmationRound | None, date]:
    """The round that runs on a day, if one does, and since which day a confirmation counts in what is shown."""
    running = current_round(on)
    return running, running.opens_on if running else fresh_since(on)


def not_since(schools: OrganizationQuerySet, since: date) -> OrganizationQuerySet:
    """Those of the schools whose record nobody has confirmed since a day."""
    return schools.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=since))


def members_in(countries: Collection[str] | None) -> OrganizationQuerySet:
    """The member schools of these countries, of all where None is given."""
    members = Organization.objects.members()
    return members if countries is None else members.in_countries(countries)


def standings(since: date, countries: Collection[str] | None) -> list[Standing]:
    """Each of these countries (None: all) that has a member, by code. One query."""
    rows = (
        members_in(countries)
        .order_by("country")
        .values("country")
        .annotate(members=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_on__gte=since)))
    )
    return [Standing(**row) for row in rows]


def together(found: Collection[Standing]) -> Standing:
    """All of them as one."""
    return Standing("", sum(each.members for each in found), sum(each.confirmed for each in found))
