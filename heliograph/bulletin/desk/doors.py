"""Who gets in: editors only; who is not signed in is asked to, everybody else finds no such page."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.rules import may_edit
from heliograph.network.models import Person

P = ParamSpec("P")


def editors_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A view for those who may edit issues; its answers are never kept by a cache."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_edit(request.user):
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return update_wrapper(guarded, view)


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
