"""Who may give and end which roles, and whose record somebody may correct. ``rules`` says who may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from heliograph.network.countries import countries_of
from heliograph.network.models import Person
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


def may_give(person: Person, kind: RoleKind | str, country: str) -> bool:
    """Whether a person may give, or end, a role of a kind in a country (empty: of no country)."""
    remit = remit_of(person)
    if remit.everything:
        return True
    if kind in LOCAL:
        return remit.manages_country(country)
    return kind == RoleKind.DEPUTY and country in deputized_countries(person)


def may_correct_person(person: Person, other: Person) -> bool:
    """Whether a person may correct somebody's name and close his account.

    Beside the secretariat: who could end every role that the other holds or is going to hold, and he has at least one.
    """
    if remit_of(person).everything:
        return True
    today = timezone.now().date()
    open_ = other.roles.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values_list("kind", "country")
    return _all(may_give(person, kind, country) for kind, country in open_)


def _all(answers: Iterable[bool]) -> bool:
    """Whether there is an answer, and each is yes."""
    found = list(answers)
    return bool(found) and all(found)
