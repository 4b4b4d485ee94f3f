"""Those who manage people and schools find what is theirs to manage, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.network.giving import managed_organizations, managed_people
from heliograph.network.models import Organization, Person


def organization_or_404(request: HttpRequest, public_id: UUID) -> Organization:
    """An organization that this person manages."""
    found: Organization = get_object_or_404(managed_organizations(request.user), public_id=public_id)
    return found


def person_or_404(request: HttpRequest, public_id: UUID) -> Person:
    """Somebody who holds or held a role in what this person manages."""
    found: Person = get_object_or_404(managed_people(request.user), public_id=public_id)
    return found


def picked_ids(values: list[str]) -> list[UUID]:
    """The rows that were picked in a list; what is no id is left out."""
    found = []
    for text in values:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
