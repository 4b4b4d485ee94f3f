"""What of organizations and people is found by words, and the question asked of the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from heliograph.frame import fulltext
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
