"""What of organizations and people is found by words, and the question asked of the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.expressions import RawSQL

from heliograph.frame import fulltext
from heliograph.frame.among import among
from heliograph.network.models import Organization, Person

ORGANIZATIONS = "organizations"
PEOPLE = "people"
#: Names stand in one language each, and are searched in all.
_ANY = "und"


def _words(organization: Organization) -> str:
    return " ".join((organization.name, organization.name_en, organization.city, organization.identifier))


def index_organizations(organizations: Iterable[Organization]) -> None:
    """Put organizations into the search, or anew, by their names, towns and identifiers."""
    fulltext.index_many(ORGANIZATIONS, ((one.pk, _ANY, _words(one), 0) for one in organizations))


def index_people(people: Iterable[Person]) -> None:
    """Put people into the search, or anew, by name and address."""
    fulltext.index_many(PEOPLE, ((one.pk, _ANY, f"{one.name} {one.email}", 0) for one in people))


def organizations_with(question: str) -> RawSQL | None:
    """For ``filter(pk__in=…)``: organizations that have all the words; None where the question has none."""
    return fulltext.matching(ORGANIZATIONS, question)


def people_with(question: str) -> RawSQL | None:
    """For ``filter(pk__in=…)``: people that have all the words; None where the question has none."""
    return fulltext.matching(PEOPLE, question)


def organizations_among(question: str) -> Q:
    """The condition that an organization has all the words; none has those of a question without words."""
    found = among(ORGANIZATIONS, question)
    return Q(pk__in=[]) if found is None else found


def people_among(question: str) -> Q:
    """The condition that a person has all the words; nobody has those of a question without words."""
    found = among(PEOPLE, question)
    return Q(pk__in=[]) if found is None else found


def forget_people(people: Iterable[Person]) -> None:
    """Take people out of the search."""
    fulltext.forget(PEOPLE, [one.pk for one in people])


def forget_organizations(organizations: Iterable[Organization]) -> None:
    """Take organizations out of the search."""
    fulltext.forget(ORGANIZATIONS, [one.pk for one in organizations])
