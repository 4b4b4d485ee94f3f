"""For everybody: the dates of a call for a calendar, and the wish to be told of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.answering.finding import find_call, or_sign_in
from heliograph.calls.deadlines import following
from heliograph.calls.deadlines.calendar import ics
from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import Call
from heliograph.frame.arrival import arrived_at
from heliograph.frame.calendars import CONTENT_TYPE
from heliograph.frame.posting import see_other
from heliograph.frame.reader import reader_of
from heliograph.network.models import Person


def _page(request: HttpRequest, slug: str) -> str:
    """The call's page, at its dates, with the secret by which it was found."""
    key = request.GET.get("key", "")
    query = f"?{urlencode({'key': key})}" if key else ""
    return f"{reverse('calls:call', args=[slug])}{query}#dates"


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell the reader of this call from now on, or no more (``follow=0``); who is not signed in comes back to it."""
    page = _page(request, slug)
    if request.method != "POST":
        return see_other(page)
    if not isinstance(request.user, Person):
        return redirect_to_login(page)
    call, wish = find_call(request, slug), request.POST.get("follow", "1")
    if wish == "0":
        following.unfollow(call, request.user)
        messages.success(request, _("You will not be told of this call any more."))
    else:
        following.follow(call, request.user, arrived_at(request))
        messages.success(request, _("You will get a letter when a date of this call is set or changed."))
    return redirect(page)


@require_safe
@or_sign_in
def call_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a call as a file that calendars read; with what the reader alone was given."""
    call, reader = find_call(request, slug), reader_of(request)
    content = ics(call, _dates(call, request), reader.language, reader.zone, arrived_at(request))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{call.slug}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _dates(call: Call, request: HttpRequest) -> Dates:
    return dates_for(call, request.user) if isinstance(request.user, Person) else dates_of(call)
