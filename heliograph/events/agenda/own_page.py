"""The page of a person's own calendar: its secret address, made, renewed and revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.events.agenda import adding, days, links
from heliograph.events.agenda.sources import Wanted, gather
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted_form
from heliograph.frame.reader import reader_of
from heliograph.network.account.doors import signed_in
from heliograph.network.models import Person

#: So many of the things that come next are shown.
MOST = 10
_AHEAD = timedelta(days=400)


def _make(person: Person, at: datetime) -> str:
    links.make(person, at)
    return _("Your calendar has an address now. Keep it to yourself: who knows it reads your calendar.")


def _renew(person: Person, at: datetime) -> str:
    links.renew(person, at)
    return _("Your calendar has a new address, and the old one gives nothing any more. Subscribe to the new one.")


def _revoke(person: Person, _at: datetime) -> str:
    links.revoke(person)
    return _("Your calendar has no address any more.")


_STEPS: dict[str, Callable[[Person, datetime], str]] = {"make": _make, "renew": _renew, "revoke": _revoke}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Show the address, or change it as the button says that was pressed; and what stands in the calendar next."""
    at = arrived_at(request)
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is not None:
            messages.success(request, step(person, at))
        return redirect("events:my_calendar")
    return _page(request, person, at)


def _page(request: HttpRequest, person: Person, at: datetime) -> HttpResponse:
    reader = reader_of(request)
    link = links.link_of(person)
    path = reverse("events:calendar_mine", args=[link.secret]) if link else ""
    found = gather(Wanted(person, reader, at, at, at + _AHEAD, mine=True))
    coming = [each for each in found if each.stored.start is not None and not each.stored.withdrawn]
    context = {
        "link": link,
        "feed": adding.feed(_("Expected of me"), path, "") if link else None,
        "coming": [days.Line(each, each.when(reader, at)) for each in coming[:MOST]],
    }
    response = render(request, "events/agenda/mine.html", context)
    response["Cache-Control"] = "private, no-store"
    return unlisted_form(response)
