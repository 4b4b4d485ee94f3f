"""The desk: who is registered for which time, who came, links renewed; and registration opened."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.calls.models import CoRespondent
from heliograph.calls.responses.fields import ANSWER
from heliograph.calls.rules import may_run
from heliograph.events.models import Event
from heliograph.events.registering import attending, links, listing
from heliograph.events.registering.making import open_registration
from heliograph.events.registering.models import Registration
from heliograph.events.registering.places import TIME, places_of
from heliograph.events.scheduling.doors import event_or_404, runners_only
from heliograph.frame.arrival import arrived_at
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused

A_PAGE = 100
#: The list for the door is one page; nobody ticks off more by hand.
MOST_AT_THE_DOOR = 5000


def _list_page(slug: str) -> str:
    return reverse("events:desk_registrants", args=[slug])


@runners_only
@posted_from(_list_page)
def open_it(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Open registration for an event."""
    event = event_or_404(request, slug)
    try:
        open_registration(event, actor(request), arrived_at(request))
    except Refused as refused:
        return _registrants(request, event, refused.sentence)
    if may_run(request.user, event.programme):
        said = _("Registration is open. You can change its questions and dates on the page of the call.")
    else:
        said = _("Registration is open.")
    messages.success(request, said)
    return redirect(_list_page(slug))


@runners_only
@require_safe
def registrants(request: HttpRequest, slug: str) -> HttpResponse:
    """The times with their numbers, and who is registered for one of them."""
    return _registrants(request, event_or_404(request, slug))


def _registrants(request: HttpRequest, event: Event, refusal: str = "") -> HttpResponse:
    at, reader = arrived_at(request), reader_of(request)
    rows = listing.time_rows(event, reader, at)
    time, words = listing.chosen(rows, request.GET.get("time", ""), at), request.GET.get("q", "").strip()
    context: dict[str, Any] = {"event": event, "times": rows, "time": time, "words": words, "refusal": refusal}
    context["runs_programme"] = may_run(request.user, event.programme)
    if time is not None:
        found = listing.registrations(time.occurrence, words)
        page = page_of(request, Paginator(found, A_PAGE))
        context |= {
            "page": page,
            "rows": listing.registrants(page.object_list, reader.language, at),
            "table_query": _in_table(time),
            "query": _query(request),
        }
    return render(request, "events/registering/registrants.html", context, status=409 if refusal else 200)


@runners_only
@require_safe
def door_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All who come to one time, by name, to be printed and ticked off at the door."""
    event, at, reader = event_or_404(request, slug), arrived_at(request), reader_of(request)
    time = listing.chosen(listing.time_rows(event, reader, at), request.GET.get("time", ""), at)
    if time is None:
        raise Http404
    rows = listing.registrations(time.occurrence)[:MOST_AT_THE_DOOR]
    coming = [each for each in listing.registrants(rows, reader.language, at) if each.comes]
    return render(request, "events/registering/door_list.html", {"event": event, "time": time, "rows": coming})


@runners_only
@posted_from(_list_page)
def came(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Note that somebody has come; with ``undo``, that he has not."""
    event = event_or_404(request, slug)
    row = _registration(event, request.POST.get("r", ""))
    try:
        who = _along(row, request.POST.get("along", ""))
        attending.note_came(row, actor(request), arrived_at(request), came=not request.POST.get("undo"), who=who)
    except Refused as refused:
        return _registrants(request, event, refused.sentence)
    return redirect(f"{_list_page(slug)}{_query(request)}#r-{row.response.public_id}")


@runners_only
@posted_from(_list_page)
def renew(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Renew somebody's link; he gets the new one by mail."""
    event = event_or_404(request, slug)
    row = _registration(event, request.POST.get("r", ""))
    try:
        links.renew(row, actor(request), arrived_at(request))
    except Refused as refused:
        return _registrants(request, event, refused.sentence)
    messages.success(request, _("The link was renewed, and the new one sent to the registrant."))
    return redirect(f"{_list_page(slug)}{_query(request)}#r-{row.response.public_id}")


def _registration(event: Event, public_id: str) -> Registration:
    with suppress(ValueError):
        found = Registration.objects.filter(occurrence__event=event, response__public_id=uuid.UUID(public_id))
        for row in found.select_related("response"):
            return row
    raise Http404


def _along(row: Registration, public_id: str) -> CoRespondent | None:
    """Who answers along with a registrant; None where nobody is named."""
    if not public_id:
        return None
    with suppress(ValueError):
        for found in attending.along(row).filter(public_id=uuid.UUID(public_id)):
            return found
    raise Http404


def _query(request: HttpRequest) -> str:
    """What the list was narrowed to, to come back to it."""
    kept = {name: value for name in ("time", "q", "page") if (value := request.GET.get(name))}
    return f"?{urlencode(kept)}" if kept else ""


def _in_table(time: listing.TimeRow) -> str:
    """The filter by which the table of answers shows those of one time."""
    return urlencode([(ANSWER + TIME, place.key) for place in places_of([time.occurrence])])
