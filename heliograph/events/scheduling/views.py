"""Events on the desk: the list, one event, its texts and settings, its state."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.editing import Stale
from heliograph.calls.rules import may_run
from heliograph.events.models import Event
from heliograph.events.pages.lines import event_lines, time_lines
from heliograph.events.rules import events_run_by
from heliograph.events.scheduling import enter, publishing
from heliograph.events.scheduling.doors import event_or_404, runners_only
from heliograph.events.scheduling.entries import entries_of
from heliograph.events.scheduling.forms import EventForm, NewEventForm, documents_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.comparing import differences
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.zones import names as zone_names
from heliograph.network.doors import actor
from heliograph.network.states import Refused

A_PAGE = 40
READ = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> Any:
    """The posted fields, or None on any other request: what a form is bound to."""
    return request.POST if request.method == "POST" else None


@runners_only
def events(request: HttpRequest) -> HttpResponseBase:
    """The events that the person runs, those saved last first."""
    run = events_run_by(request.user).select_related("programme").timed().order_by("-saved_at", "-pk")
    if programme := request.GET.get("programme", "")[:80]:
        run = run.filter(programme__slug=programme)
    page = page_of(request, Paginator(run, A_PAGE))
    lines = event_lines(list(page.object_list), reader_of(request), arrived_at(request))
    return render(request, "events/scheduling/events.html", {"lines": lines, "page": page})


@runners_only
@READ
def new_event(request: HttpRequest) -> HttpResponseBase:
    """An event begun."""
    person, at = actor(request), arrived_at(request)
    form = NewEventForm(posted(request), person=person, initial={"programme": request.GET.get("programme", "")})
    if form.is_valid():
        try:
            made = enter.start_event(form.cleaned_data["programme"], form.fields_said(), person, at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The event is begun. Add its time."))
            return redirect("events:desk_event", made.slug)
    return render(request, "events/scheduling/new.html", {"form": form}, status=422 if form.errors else 200)


@runners_only
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event: its times, what they are, who speaks, what happened."""
    return event_page(request, event_or_404(request, slug))


def event_page(request: HttpRequest, found: Event, refusal: str = "") -> HttpResponse:
    """The page of an event; with a refusal, what was refused on it."""
    at, reader = arrived_at(request), reader_of(request)
    runs_programme = may_run(request.user, found.programme)
    page = "calls:desk_programme" if runs_programme else "calls:programme"
    context = {
        "event": found,
        "programme_url": reverse(page, args=[found.programme.slug]),
        "lines": time_lines(found, reader, at),
        "problems": [sentence for _code, sentence in publishing.problems(found)] if found.status == "draft" else [],
        "speakers": found.speakers.select_related("occurrence"),
        "documents": documents_of(found),
        "followers": found.followers.count(),
        "log": entries_of(found, reader, at),
        "runs_programme": runs_programme,
        "refusal": refusal,
    }
    return render(request, "events/scheduling/event.html", context, status=422 if refusal else 200)


@runners_only
@READ
def edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Texts and settings of an event."""
    found = event_or_404(request, slug)
    form = EventForm.of(found, actor(request), posted(request))
    context: dict[str, Any] = {"event": found, "zones": zone_names()}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            enter.save_event(found, form.fields_said(), form.reviewed(), seen, actor(request), arrived_at(request))
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except Stale:
            form, context["differences"] = _stale(request, form, slug)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:desk_event", found.slug)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return render(request, "events/scheduling/edit.html", {"form": form, **context}, status=status)


def _stale(request: HttpRequest, mine: EventForm, slug: str) -> tuple[EventForm, Any]:
    """The same form once more, over the event as it stands now, with the editor's words in it."""
    now = event_or_404(request, slug)
    post = request.POST.copy()
    post["seen"] = enter.mark_of(now)
    person = actor(request)
    return EventForm.of(now, person, post), differences(mine, EventForm.of(now, person))


_STEPS = {
    "publish": publishing.publish_event,
    "unpublish": publishing.unpublish_event,
    "link": publishing.renew_link,
}


def _done(step: str) -> str:
    return {
        "publish": _("The event is published."),
        "unpublish": _("The event is a draft again."),
        "link": _("There is a new link. The old one leads nowhere any more."),
    }[step]


@runners_only
@posted_from(lambda slug, step: reverse("events:desk_event", args=[slug]))
def step(request: HttpRequest, slug: str, step: str) -> HttpResponseBase:
    """Publish an event, make it a draft again, make its link anew."""
    found = event_or_404(request, slug)
    if step not in _STEPS:
        raise Http404
    try:
        _STEPS[step](found, actor(request), arrived_at(request))
    except Refused as refused:
        return event_page(request, found, refused.sentence)
    messages.success(request, _done(step))
    return redirect("events:desk_event", found.slug)


@runners_only
@READ
def delete(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    found = event_or_404(request, slug)
    try:
        publishing.check_removable(found)
        if request.method == "POST":
            publishing.remove_event(found, actor(request), arrived_at(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("events:desk_events")
    except Refused as refused:
        return event_page(request, found, refused.sentence)
    return render(request, "events/scheduling/delete.html", {"event": found})
