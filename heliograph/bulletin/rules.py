"""Who may see and edit issues."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from heliograph.bulletin.models import Issue
from heliograph.bulletin.queries import IssueQuerySet
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat


def visible_to(person: Person | AnonymousUser) -> IssueQuerySet:
    """The issues that a person may read: all for the secretariat, the published for everyone else."""
    issues: IssueQuerySet = Issue.objects.all()
    return issues if is_secretariat(person) else issues.published()


def may_edit(person: Person | AnonymousUser) -> bool:
    """Whether a person may import, write, schedule, publish and correct issues."""
    return is_secretariat(person)
