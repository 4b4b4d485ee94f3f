"""A remit: what somebody answers for, worked out once from the roles that he holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from heliograph.network.countries import countries_of
from heliograph.network.states import LOCAL, NATIONAL, REGIONAL, RoleKind

#: The roles that speak for a school: they correct and confirm its record.
SPEAKING = frozenset({RoleKind.FOCAL_POINT, RoleKind.PRINCIPAL})


@dataclass(frozen=True)
class Held:
    """A role in force as far as a remit needs it; ``organization`` is a primary key."""

    kind: str
    organization: int | None
    country: str
    region: str


@dataclass(frozen=True)
class Remit:
    """``countries`` are those whose organizations and people somebody looks after: coordinator, regional office.

    ``organizations`` are the primary keys of those at which he has a role, ``speaks_for`` of those whose record he may
    correct and confirm, ``organizes`` those in whose name he runs programmes; ``regions`` those of
    whose office he is.
    """

    everything: bool = False
    countries: frozenset[str] = frozenset()
    organizations: frozenset[int] = frozenset()
    speaks_for: frozenset[int] = frozenset()
    organizes: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()

    @property
    def manages(self) -> bool:
        """Whether the desk of people and schools is for him."""
        return self.everything or bool(self.countries)

    @property
    def empty(self) -> bool:
        return not (self.manages or self.organizations)

    def manages_country(self, country: str) -> bool:
        return self.everything or country in self.countries

    def reaches(self, organization: int, country: str) -> bool:
        """Whether the whole record of an organization, by primary key and country, is his to see."""
        return self.manages_country(country) or organization in self.organizations

    def may_correct(self, organization: int, country: str) -> bool:
        """Whether he may correct and confirm an organization's record."""
        return self.manages_country(country) or organization in self.speaks_for


def _countries_of(role: Held) -> Iterable[str]:
    if role.kind in NATIONAL:
        return [role.country]
    if role.kind in REGIONAL:
        return countries_of(role.region)
    return []


def remit_from(roles: Iterable[Held]) -> Remit:
    """The remit of somebody who holds these roles."""
    held = list(roles)
    local = [role for role in held if role.kind in LOCAL and role.organization is not None]
    return Remit(
        everything=any(role.kind == RoleKind.SECRETARIAT for role in held),
        countries=frozenset(code for role in held for code in _countries_of(role)),
        organizations=frozenset(role.organization for role in local if role.organization is not None),
        speaks_for=frozenset(role.organization for role in local if role.kind in SPEAKING and role.organization),
        organizes=frozenset(r.organization for r in local if r.kind == RoleKind.ORGANIZER and r.organization),
        regions=frozenset(role.region for role in held if role.kind in REGIONAL and role.region),
    )
