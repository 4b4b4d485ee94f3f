"""Who may see and edit issues."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from heliograph.bulletin.models import Issue
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat


def visible_to(person: Person | AnonymousUser) -> QuerySet[Issue]:
    """The issues that a person may read: all for the secretariat, the published for everyone else."""
    return Issue.objects.all() if is_secretariat(person) else Issue.objects.published()


def may_edit(person: Person | AnonymousUser) -> bool:
    """Whether a person may import, write, schedule, publish and correct issues."""
    return is_secretariat(person)
