"""People by name: those whom a line names, and those found by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from heliograph.network import search
from heliograph.network.audiences.clauses import clause
from heliograph.network.audiences.drafts import Group, Line, walk
from heliograph.network.models import Person
from heliograph.network.queries import PersonQuerySet

#: As many are offered to be ticked; more words find fewer.
MOST_FOUND = 10
Found = list[tuple[str, str]]


def called(person: Person) -> str:
    """A person in a list from which one chooses."""
    return _("%(name)s, %(address)s") % {"name": person.name, "address": person.email} if person.name else person.email


def chosen_people(draft: Group, visible: PersonQuerySet) -> Mapping[str, str]:
    """The people whom a draft names, by ``public_id``. One query at most."""
    lines = [part for _path, part in walk(draft) if isinstance(part, Line) and clause(part.clause).picker == "people"]
    named = {UUID(value) for line in lines for value in line.values}
    if not named:
        return {}
    return {str(person.public_id): called(person) for person in visible.filter(public_id__in=named)}


def found_people(words: str, visible: PersonQuerySet) -> Found:
    """Those who have all the words in name or address, by ``public_id``; a few at most."""
    matching = search.people_with(words)
    wanted = Q(email__iexact=words) if matching is None else Q(email__iexact=words) | Q(pk__in=matching)
    return _listed(visible.filter(wanted, is_active=True).order_by("email")[:MOST_FOUND])


def _listed(people: Iterable[Person]) -> Found:
    return [(str(person.public_id), called(person)) for person in people]


def person_of_address(address: str, visible: PersonQuerySet) -> Person | None:
    """Who has an address, whatever its case."""
    return visible.filter(email__iexact=address).first()
