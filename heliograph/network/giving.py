"""Who may give and end which roles, and whose record somebody may correct. ``rules`` says who may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property

from heliograph.network.countries import countries_of
from heliograph.network.models import Person, Role
from heliograph.network.queries import OrganizationQuerySet, PersonQuerySet, RoleQuerySet
from heliograph.network.remits import Remit
from heliograph.network.rules import Reader, organizations_of, people_visible_to, remit_of
from heliograph.network.states import LOCAL, RoleKind

#: In the order in which they are offered.
_AT_SCHOOLS = (RoleKind.FOCAL_POINT, RoleKind.PRINCIPAL, RoleKind.TEACHER, RoleKind.ORGANIZER)
_FURTHER = (RoleKind.DEPUTY, RoleKind.COORDINATOR, RoleKind.REGIONAL_OFFICE, RoleKind.SECRETARIAT)


def managing(person: Reader) -> Remit:
    """What of a person's remit he manages, without the organizations at which he merely has a role."""
    remit = remit_of(person)
    return Remit(everything=remit.everything, countries=remit.countries)


def managed_organizations(person: Reader) -> OrganizationQuerySet:
    """The organizations that a person manages on the desk."""
    found, remit = organizations_of(person), managing(person)
    return found if remit.everything else found.in_countries(remit.countries)


def managed_people(person: Reader) -> PersonQuerySet:
    """The people who hold or held a role in what a person manages; for the secretariat everybody."""
    return people_visible_to(person).within(managing(person))


def managed_roles(person: Reader, of: Person) -> RoleQuerySet:
    """The roles of somebody in what a person manages: others are not his to see."""
    found: RoleQuerySet = of.roles.within(managing(person))
    return found


def deputized_countries(person: Person, on: date | None = None) -> frozenset[str]:
    """The countries of which a person appoints the deputies: as coordinator or as regional office, not as deputy."""
    held = person.roles.held(on or timezone.now().date())
    rows = held.filter(kind__in=[RoleKind.COORDINATOR, RoleKind.REGIONAL_OFFICE]).values_list("country", "region")
    return frozenset(code for country, region in rows for code in ([country] if country else countries_of(region)))


def kinds_to_give(person: Person) -> tuple[RoleKind, ...]:
    """The kinds of roles that a person may give anywhere."""
    remit = remit_of(person)
    if remit.everything:
        return (*_AT_SCHOOLS, *_FURTHER)
    if not remit.manages:
        return ()
    return (*_AT_SCHOOLS, RoleKind.DEPUTY) if deputized_countries(person) else _AT_SCHOOLS


class Giver:
    """What somebody may give and correct on a day (today where none is given); at most two queries for any number."""

    def __init__(self, person: Person, on: date | None = None) -> None:
        self.person, self.on = person, on or timezone.now().date()
        self.remit = remit_of(person, on)

    @cached_property
    def _deputized(self) -> frozenset[str]:
        return deputized_countries(self.person, self.on)

    def may_give(self, kind: RoleKind | str, country: str) -> bool:
        """As ``may_give``."""
        if self.remit.everything:
            return True
        if kind in LOCAL:
            return self.remit.manages_country(country)
        return kind == RoleKind.DEPUTY and country in self._deputized

    def may_correct(self, roles: Iterable[Role]) -> bool:
        """Whether he may correct somebody who has these roles, in the order in which they were given.

        Beside the secretariat: who could end the first of those that are open, and every office that is above him. So
        what somebody gets from another country takes nothing from the manager of his own, and gives the other nothing.
        """
        if self.remit.everything:
            return True
        open_ = [role for role in roles if role.ends is None or role.ends >= self.on]
        if not open_ or not self._could_end(open_[0]):
            return False
        return all(self._could_end(role) for role in open_ if self._is_above(role))

    def _could_end(self, role: Role) -> bool:
        return self.may_give(role.kind, role.country)

    def _is_above(self, role: Role) -> bool:
        if role.kind == RoleKind.DEPUTY:
            return self.remit.manages_country(role.country)
        return role.kind not in LOCAL


def may_give(person: Person, kind: RoleKind | str, country: str) -> bool:
    """Whether a person may give, or end, a role of a kind in a country (empty: of no country)."""
    return Giver(person).may_give(kind, country)


def may_correct_person(person: Person, other: Person) -> bool:
    """Whether a person may correct somebody's name and close his account: see ``Giver.may_correct``."""
    giver = Giver(person)
    return giver.remit.everything or giver.may_correct(other.roles.order_by("pk"))
