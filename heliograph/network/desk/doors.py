"""Who gets in: those who manage people and schools; what is not theirs to manage they do not find."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.frame.doors import guarded
from heliograph.network.giving import managed_organizations, managed_people
from heliograph.network.models import Organization, Person
from heliograph.network.rules import may_manage

#: A view for those who manage people and schools.
managers_only = guarded(may_manage)


def actor(request: HttpRequest) -> Person:
    """The person behind a request that ``guarded`` has let in."""
    return cast(Person, request.user)


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
