"""Who gets in: editors only; who is not signed in is asked to, everybody else finds no such page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.rules import may_edit
from heliograph.frame.doors import guarded
from heliograph.network.models import Person

#: A view for those who may edit issues.
editors_only = guarded(may_edit)


def editor(request: HttpRequest) -> Person:
    """The person behind a request that ``editors_only`` has let in."""
    assert isinstance(request.user, Person)
    return request.user


def issue_or_404(number: int) -> Issue:
    issue: Issue = get_object_or_404(Issue, number=number)
    return issue


def item_or_404(number: int, slug: str) -> Item:
    item: Item = get_object_or_404(Item.objects.select_related("issue", "label"), issue__number=number, slug=slug)
    return item


def posted(request: HttpRequest) -> Any:
    """The posted fields, or None on any other request: what a form is bound to."""
    return request.POST if request.method == "POST" else None
