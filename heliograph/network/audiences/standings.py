"""In what standings a person can be judged: each role in force on a day is one; who has no role has one empty one.

A rule is judged in one standing at a time. So "focal point and in Kenya" never means a focal point in France who is a
teacher in Kenya.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from heliograph.frame.prepared import Prepared
from heliograph.network.countries import country
from heliograph.network.models import Person, Role
from heliograph.network.remits import Held
from heliograph.network.rules import remember_remit


@dataclass(frozen=True)
class Who:
    """What is the same in all standings of a person."""

    pk: int
    public_id: UUID
    languages: tuple[str, ...]


@dataclass(frozen=True)
class At:
    """An organization at which somebody has a role, as far as clauses ask."""

    pk: int
    name: str
    kind: str
    membership: str
    levels: frozenset[str]
    languages: frozenset[str]
    themes: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """One role in force, ``role`` being its primary key; all is empty in the standing of who has no role."""

    who: Who
    role: int | None = None
    kind: str = ""
    country: str = ""
    region: str = ""
    at: At | None = None

    @property
    def regions(self) -> frozenset[str]:
        """The region for which the role is held, and the one in which its country lies."""
        return frozenset(found for found in (self.region, region_of(self.country)) if found)


def region_of(code: str) -> str:
    """The region of a country; empty where there is no such country."""
    try:
        return country(code).region.value
    except KeyError:
        return ""


#: What clauses ask of a role and its organization; whole rows are three times as much work.
_ROLE = ("pk", "kind", "country", "region", "organization")
_AT = ("name", "kind", "membership", "levels", "languages", "themes")


def _roles(person: int, on: date) -> QuerySet[Any, Any]:
    held = Role.objects.filter(person_id=person).held(on).order_by("pk")
    return held.values_list(*_ROLE, *(f"organization__{name}" for name in _AT))


_held = Prepared(_roles)


def standings_of(person: Person, on: date) -> tuple[Standing, ...]:
    """The standings of a person on a day, at least one. One query."""
    who = Who(person.pk, person.public_id, tuple(person.languages))
    rows = _held.rows(person=person.pk, on=on)
    remember_remit(person, on, [Held(kind, at, country, region) for _pk, kind, country, region, at, *_of in rows])
    return tuple(_standing(who, *row) for row in rows) or (Standing(who),)


def _standing(who: Who, role: int, kind: str, country: str, region: str, at: int | None, *of: Any) -> Standing:
    return Standing(who, role, kind, country, region, None if at is None else _at(at, *of))


def _at(pk: int, name: str, kind: str, membership: str, *lists: list[str]) -> At:
    levels, languages, themes = (frozenset(each) for each in lists)
    return At(pk, name, kind, membership, levels, languages, themes)
