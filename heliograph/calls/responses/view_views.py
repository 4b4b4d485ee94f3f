"""Saved views of the table: kept, and changed by their owner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.responses import saved
from heliograph.calls.responses.models import SavedView
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.network.states import Refused


def _table(slug: str, **_more: object) -> str:
    return reverse("calls:desk_responses", args=[slug])


def _back(slug: str, query: str) -> HttpResponse:
    """The table as a view has it; one that says nothing shows all."""
    return redirect(f"{_table(slug)}?{query or 'all=1'}")


@organizers_only
@posted_from(_table)
def save_view(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Keep the table as it stands under a name."""
    call, query = call_or_404(request, slug), request.POST.get("filter", "")
    name, shared = request.POST.get("name", ""), "shared" in request.POST
    try:
        view = saved.save(call, actor(request), name, query, arrived_at(request), shared=shared)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return _back(slug, query)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return _back(slug, view.query)


@organizers_only
@posted_from(_table)
def change_view(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Name a view anew, share it, put it first, or delete it: one's own alone."""
    call = call_or_404(request, slug)
    view = get_object_or_404(saved.own_views(call, actor(request)), public_id=public_id)
    try:
        sentence = _change(request, view)
        messages.success(request, sentence)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _back(slug, view.query)


def _change(request: HttpRequest, view: SavedView) -> str:
    """Do what was pressed; what to say of it. Raises Refused."""
    now, named = arrived_at(request), {"name": view.name}
    match request.POST.get("do", ""):
        case "delete":
            saved.remove(view)
            return _("The view “%(name)s” is deleted.") % named
        case "share":
            saved.share(view, now, shared=True)
            return _("All who run this call see the view “%(name)s” now.") % named
        case "unshare":
            saved.share(view, now, shared=False)
            return _("You alone see the view “%(name)s” now.") % named
        case "first":
            saved.put_first(view, first=True)
            return _("The table begins with the view “%(name)s” from now on.") % named
        case "not-first":
            saved.put_first(view, first=False)
            return _("The table begins with all answers from now on.")
    saved.rename(view, request.POST.get("name", ""), now)
    return _("The view is called “%(name)s” now.") % {"name": view.name}
