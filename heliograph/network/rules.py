"""Who may: the questions about a person that every app above asks."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from heliograph.network.models import Person
from heliograph.network.states import RoleKind


def holds(person: Person | AnonymousUser, kind: RoleKind, on: date | None = None) -> bool:
    """Whether a person holds a role of this kind on a day (today where none is given)."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    day = on or timezone.now().date()
    return person.roles.held(day).filter(kind=kind).exists()


def is_secretariat(person: Person | AnonymousUser) -> bool:
    """Whether a person belongs to the secretariat, which sees and runs everything."""
    return holds(person, RoleKind.SECRETARIAT)
