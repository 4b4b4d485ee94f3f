"""Togo and Kenya, a school in each, somebody of every role in both, and one of everything that has an address.

All things stand on the side of Togo: who is of Togo or of its school is on the right side, who is of Kenya on the
wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heliograph.network.models import Organization, Person
from heliograph.network.states import RoleKind
from tests.network.factories import person, school, with_role

RIGHT, WRONG = "right", "wrong"
_REGIONS = {RIGHT: "Africa", WRONG: "Arab States"}
_COUNTRIES = {RIGHT: "TG", WRONG: "KE"}


@dataclass(frozen=True)
class World:
    """``people`` by role and side; a secretary has no side and stands on both."""

    school: Organization
    other_school: Organization
    people: Mapping[tuple[str, str], Person]
    stranger: Person


def _place(kind: RoleKind, side: str, schools: Mapping[str, Organization]) -> dict[str, Any]:
    if kind == RoleKind.SECRETARIAT:
        return {}
    if kind == RoleKind.REGIONAL_OFFICE:
        return {"region": _REGIONS[side]}
    if kind in {RoleKind.COORDINATOR, RoleKind.DEPUTY}:
        return {"country": _COUNTRIES[side]}
    return {"organization": schools[side]}


def make_world() -> World:
    """The people and the schools; both schools are members that show nothing to everybody."""
    schools = {side: school(country=_COUNTRIES[side], visibility="hidden") for side in (RIGHT, WRONG)}
    people = {
        (kind.value, side): with_role(
            person(f"{kind.value}@{side}.example.org", name=f"{kind.value} {side}"), kind, **_place(kind, side, schools)
        )
        for kind in RoleKind
        for side in (RIGHT, WRONG)
    }
    return World(schools[RIGHT], schools[WRONG], people, person("nobody@example.org"))
