"""Who looks after a country: its coordinators, without any its deputies, its region's office, or the secretariat."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from heliograph.network.countries import country as country_of
from heliograph.network.models import Person, Role
from heliograph.network.states import RoleKind

_TIERS = (RoleKind.COORDINATOR, RoleKind.DEPUTY, RoleKind.REGIONAL_OFFICE, RoleKind.SECRETARIAT)


def _region(code: str) -> str:
    try:
        return country_of(code).region.value
    except KeyError:
        return ""


def _holders(within: Q, on: date) -> dict[str, list[Person]]:
    """Active people by kind of role, each once for a kind; one query."""
    held = Role.objects.held(on).filter(within, person__is_active=True)
    found: dict[str, dict[int, Person]] = {}
    for role in held.select_related("person").order_by("pk"):
        found.setdefault(role.kind, {})[role.person_id] = role.person
    return {kind: list(people.values()) for kind, people in found.items()}


def in_charge_of(country: str, on: date) -> list[Person]:
    """The people to whom a country's applications go on a day: the first of the four that there are."""
    national = Q(kind__in=_TIERS[:2], country=country)
    regional = Q(kind=RoleKind.REGIONAL_OFFICE, region=_region(country))
    found = _holders(national | regional | Q(kind=RoleKind.SECRETARIAT), on)
    return next((found[kind] for kind in _TIERS if kind in found), [])


def secretariat(on: date) -> list[Person]:
    """The secretariat's people on a day."""
    return _holders(Q(kind=RoleKind.SECRETARIAT), on).get(RoleKind.SECRETARIAT, [])
