"""The times of an event on the desk: added, changed, confirmed, cancelled, restored, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.desk.editing import Stale
from heliograph.events.models import Event, Occurrence
from heliograph.events.scheduling import timing
from heliograph.events.scheduling.concerned import count
from heliograph.events.scheduling.doors import event_or_404, runners_only, time_or_404
from heliograph.events.scheduling.time_forms import TimeForm
from heliograph.events.scheduling.views import READ, event_page, posted
from heliograph.events.shown import when_of
from heliograph.events.states import EventStatus, OccurrenceState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@runners_only
@READ
def new_time(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One more time."""
    found, at = event_or_404(request, slug), arrived_at(request)
    form = TimeForm(posted(request), event=found, row=None, at=at)
    if form.is_valid():
        try:
            timing.add_time(found, form.fields_said(), actor(request), at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The time is added."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form}
    return render(request, "events/scheduling/time.html", context, status=422 if form.errors else 200)


@runners_only
@READ
def edit_time(request: HttpRequest, slug: str, public_id: Any) -> HttpResponseBase:
    """When and where one time is. What it says of letters is how many would go."""
    found, at = event_or_404(request, slug), arrived_at(request)
    row = time_or_404(found, public_id)
    form = TimeForm(posted(request), event=found, row=row, at=at)
    if form.is_valid():
        said = form.cleaned_data
        try:
            timing.change_time(
                row, form.fields_said(), actor(request), at, said.get("reason", ""), seen=said.get("seen")
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except Stale:
            form.add_error(None, _("Somebody else has changed this time meanwhile. Look at it again, then change it."))
        else:
            messages.success(request, _("Saved."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form, "row": row, **_told(request, found, row)}
    return render(request, "events/scheduling/time.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, event: Event, row: Occurrence) -> dict[str, Any]:
    told = count(row) if event.status == EventStatus.PUBLISHED else 0
    return {"count": told, "when": when_of(row, reader_of(request), arrived_at(request))}


@runners_only
@posted_from(lambda slug, public_id, step: reverse("events:desk_event", args=[slug]))
def time_step(request: HttpRequest, slug: str, public_id: Any, step: str) -> HttpResponseBase:
    """Confirm a time, have it take place after all, or take it out of a draft."""
    found, at = event_or_404(request, slug), arrived_at(request)
    row, person = time_or_404(found, public_id), actor(request)
    try:
        if step == "confirm":
            timing.confirm(row, person, at)
            messages.success(request, _("The time is confirmed."))
        elif step == "restore":
            timing.restore(row, person, at)
            messages.success(request, _("It takes place after all."))
        elif step == "remove":
            timing.remove_time(row, person, at)
            messages.success(request, _("The time is taken away."))
        else:
            raise Http404
    except Refused as refused:
        return event_page(request, event_or_404(request, slug), refused.sentence)
    return redirect("events:desk_event", found.slug)


@runners_only
@READ
def cancel_time(request: HttpRequest, slug: str, public_id: Any) -> HttpResponseBase:
    """Cancel a time, after asking why."""
    found, at = event_or_404(request, slug), arrived_at(request)
    row, refusal = time_or_404(found, public_id), ""
    reason = request.POST.get("reason", "")[:500]
    if row.state == OccurrenceState.CANCELLED:
        return redirect("events:desk_event", found.slug)
    if request.method == "POST":
        try:
            timing.cancel(row, reason, actor(request), at)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("The time is cancelled."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "row": row, "reason": reason, "refusal": refusal, **_told(request, found, row)}
    return render(request, "events/scheduling/cancel.html", context, status=422 if refusal else 200)
