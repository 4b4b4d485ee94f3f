"""Who may: the questions about a person that this and every app above asks. ``docs/rights.md`` has the table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from heliograph.network.models import Organization, Person
from heliograph.network.queries import OrganizationQuerySet, PersonQuerySet
from heliograph.network.remits import Held, Remit, remit_from
from heliograph.network.states import RoleKind, Visibility

Reader = Person | AnonymousUser
_REMIT = "_remit"


def holds(person: Reader, kind: RoleKind, on: date | None = None) -> bool:
    """Whether a person holds a role of this kind on a day (today where none is given)."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    day = on or timezone.now().date()
    return person.roles.held(day).filter(kind=kind).exists()


def remit_of(person: Reader, on: date | None = None) -> Remit:
    """What a person answers for on a day (today where none is given): one query for each request.

    What is found is kept on the person's object, which lives as long as a request.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Remit()
    day = on or timezone.now().date()
    kept: tuple[date, Remit] | None = getattr(person, _REMIT, None)
    if kept is None or kept[0] != day:
        rows = person.roles.held(day).values_list("kind", "organization", "country", "region")
        kept = (day, remit_from(Held(*row) for row in rows))
        setattr(person, _REMIT, kept)
    return kept[1]


def remember_remit(person: Person, day: date, roles: Iterable[Held]) -> None:
    """Keep the remit that follows from all roles of a person on a day, which somebody else had to read anyway."""
    if getattr(person, _REMIT, None) is None and person.is_active:
        setattr(person, _REMIT, (day, remit_from(roles)))


def forget_remit(person: Person) -> None:
    """Work the remit out anew the next time: the person's roles have changed."""
    if hasattr(person, _REMIT):
        delattr(person, _REMIT)


def is_secretariat(person: Reader) -> bool:
    """Whether a person belongs to the secretariat, which sees and runs everything."""
    return remit_of(person).everything


def may_manage(person: Reader) -> bool:
    """Whether the desk of people and schools is for this person: secretariat, regional office, coordinator, deputy."""
    return remit_of(person).manages


def visible_to(person: Reader) -> OrganizationQuerySet:
    """The organizations of which a person may see at least the name: those listed, and those in the remit."""
    remit, organizations = remit_of(person), Organization.objects.all()
    if remit.everything:
        return organizations.current()
    listed = organizations.listed()
    return listed if remit.empty else listed | organizations.within(remit)


def shown_whole_to(person: Reader) -> OrganizationQuerySet:
    """Those of which a person may see levels, languages and themes too: that show all of it, and those in the remit."""
    remit = remit_of(person)
    if remit.everything:
        return visible_to(person)
    whole = Organization.objects.listed().filter(visibility=Visibility.FULL)
    return whole if remit.empty else whole | Organization.objects.within(remit)


def organizations_of(person: Reader) -> OrganizationQuerySet:
    """The organizations whose whole record a person may see."""
    return Organization.objects.within(remit_of(person))


def people_visible_to(person: Reader) -> PersonQuerySet:
    """The people whom a person may see by name: those of the remit, and himself."""
    if not isinstance(person, Person):
        return Person.objects.get_queryset().none()
    remit = remit_of(person)
    people: PersonQuerySet = Person.objects.get_queryset().filter(erased_at=None)
    return people if remit.everything else people.within(remit) | people.filter(pk=person.pk)


def may_see_whole(person: Reader, organization: Organization) -> bool:
    """Whether a person may see all of an organization's record, its people and addresses included."""
    return remit_of(person).reaches(organization.pk, organization.country)


def may_correct(person: Reader, organization: Organization) -> bool:
    """Whether a person may correct and confirm an organization's record."""
    return remit_of(person).may_correct(organization.pk, organization.country)


def may_manage_organization(person: Reader, organization: Organization) -> bool:
    """Whether a person may change who speaks for an organization, and its membership."""
    return remit_of(person).manages_country(organization.country)
