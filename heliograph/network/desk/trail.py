"""The log of an organization or a person in words: what stood there before, and what does since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from heliograph.network.desk.editing import can_be_taken_back
from heliograph.network.desk.wording import field_name, said
from heliograph.network.models import Organization, OrganizationEntry, Person, PersonEntry

#: The newest lines of a log; older ones stay in the database.
NEWEST = 100


@dataclass(frozen=True)
class Change:
    """A field, what stood there before, and what since, in words; ``spoken`` where these are words of the record."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An entry of a log; ``back`` where it can be taken back by one press."""

    entry: OrganizationEntry | PersonEntry
    changes: list[Change]
    back: bool


def changes_in_words(changes: Mapping[str, Any]) -> Iterator[Change]:
    """Each change that is a pair of before and after."""
    for name, pair in changes.items():
        if isinstance(pair, list) and len(pair) == 2:
            yield Change(field_name(name), said(name, pair[0]), said(name, pair[1]))


def trail_of(organization: Organization) -> list[Line]:
    """The newest entries of an organization's log, the newest first. One query."""
    found = organization.entries.select_related("by")[:NEWEST]
    return [Line(entry, list(changes_in_words(entry.changes)), can_be_taken_back(entry)) for entry in found]


def trail_of_person(person: Person) -> list[Line]:
    """What the desk changed of a person, the newest first. One query."""
    found = person.entries.select_related("by")[:NEWEST]
    return [Line(entry, list(changes_in_words(entry.changes)), back=False) for entry in found]
