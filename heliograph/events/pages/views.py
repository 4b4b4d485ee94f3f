"""The public pages: events that come and that are over, one event, the wish to be told of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.programmes.lines import picked
from heliograph.events.afterwards import page as afterwards
from heliograph.events.pages.finding import EventFilter, coming, find_event, found_by, or_sign_in, past, programmes_with
from heliograph.events.pages.lines import event_lines, turning_points
from heliograph.events.pages.page import prepare
from heliograph.events.registering import page as registering
from heliograph.events.rules import may_run_event
from heliograph.events.scheduling import following
from heliograph.events.states import EventKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.paging import page_of
from heliograph.frame.posting import see_other
from heliograph.frame.reader import reader_of
from heliograph.library.rules import access_of
from heliograph.network.models import Person

#: Events of a list, and coming times of one event, on a page.
A_PAGE, TIMES_A_PAGE = 30, 12


@finished_page
def events(request: HttpRequest) -> HttpResponse:
    """The events that the reader finds, soonest first; with ``?show=past`` those that are over."""
    now, reader, found = arrived_at(request), reader_of(request), found_by(request.user)
    wanted, over = EventFilter.of(request), request.GET.get("show") == "past"
    ordered = (past if over else coming)(wanted.apply(found), now)
    page = page_of(request, Paginator(ordered, A_PAGE))
    rows = list(page.object_list)
    offered = [(each.slug, picked(each.title, reader, each.source_language)) for each in programmes_with(found)]
    context = {
        "lines": event_lines(rows, reader, now),
        "page": page,
        "over": over,
        "wanted": wanted,
        "programmes": sorted(offered, key=lambda pair: str(pair[1])),
        "kinds": EventKind.choices,
    }
    response = render(request, "events/pages/events.html", context)
    good_until(response, turning_points(rows), now)
    return response


@finished_page
@or_sign_in
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, in which languages, who speaks, how to take part."""
    found, now, reader = find_event(request, slug), arrived_at(request), reader_of(request)
    it = prepare(found, reader, now, access_of(request.user))
    context = {
        "it": it,
        "page": page_of(request, Paginator(it.coming, TIMES_A_PAGE)),
        "following": following.is_following(found, request.user),
        "runs": may_run_event(request.user, found),
        "registering": registering.part(request, found, now),
        "afterwards": afterwards.part(request, found, now),
    }
    response = render(request, "events/pages/event.html", context)
    good_until(response, turning_points([found]), now)
    return response


def _page(request: HttpRequest, slug: str) -> str:
    """The event's page, at its times, with the secret by which it was found."""
    key = request.GET.get("key", "")
    query = f"?{urlencode({'key': key})}" if key else ""
    return f"{reverse('events:event', args=[slug])}{query}#times"


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell the reader of this event from now on; who is not signed in comes back to it."""
    page = _page(request, slug)
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    following.follow(find_event(request, slug), request.user, arrived_at(request))
    messages.success(request, _("You will get a letter when this event is confirmed, moved or cancelled."))
    return redirect(page)


@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell the reader of this event no more."""
    page = _page(request, slug)
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    following.unfollow(find_event(request, slug), request.user)
    messages.success(request, _("You will not be told of this event any more."))
    return redirect(page)
