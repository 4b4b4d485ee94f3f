"""What remains of an event, on the desk: captions, the letter, feedback, certificates, the floor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.desk.doors import actor
from heliograph.calls.figuring.drawing import picture, told
from heliograph.calls.figuring.figures import SMALLEST
from heliograph.calls.programmes.lines import picked
from heliograph.calls.rules import may_run
from heliograph.events.afterwards import captions as kept
from heliograph.events.afterwards import certifying, floor, opinions, overview, telling
from heliograph.events.afterwards.forms import CaptionsForm, FloorForm, RevokingForm
from heliograph.events.afterwards.models import AttendanceCertificate, CaptionTrack
from heliograph.events.afterwards.webvtt import Faulty
from heliograph.events.models import Event
from heliograph.events.scheduling.doors import event_or_404, runners_only, time_or_404
from heliograph.frame.arrival import arrived_at
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import table
from heliograph.network.states import Refused

_ON_A_PAGE = 100


def _page_of_event(slug: str, *_more: Any, **_named: Any) -> str:
    return reverse("events:desk_after", args=[slug])


def _head(request: HttpRequest, event: Event) -> dict[str, Any]:
    return {"event": event, "title": picked(event.title, reader_of(request), event.source_language)}


@runners_only
@require_safe
def after(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it for one event."""
    return _after(request, event_or_404(request, slug))


def _after(request: HttpRequest, event: Event, status: int = 200, **more: Any) -> HttpResponse:
    at, reader = arrived_at(request), reader_of(request)
    context = {
        **_head(request, event),
        "times": overview.times(event, reader, at),
        "recordings": overview.recordings(event, reader),
        "captions_form": CaptionsForm(event=event),
        "floor_form": FloorForm(),
        "feedback": opinions.told(event).count,
        "smallest": SMALLEST,
        "floor": overview.floor_line(event),
        "runs_programme": (runs := may_run(request.user, event.programme)),
        "may_open_floor": runs and floor.is_free(event),
        **more,
    }
    return render(request, "events/afterwards/desk/after.html", context, status=status)


@runners_only
@posted_from(_page_of_event)
def add_captions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Captions of a recording from a file."""
    event = event_or_404(request, slug)
    form = CaptionsForm(request.POST, request.FILES, event=event)
    if not form.is_valid():
        return _after(request, event, 422, captions_form=form)
    said = form.cleaned_data
    said["recording"].event, file = event, said["file"]
    try:
        if file.size > kept.LARGEST:
            raise Refused("too-large", kept.too_large())
        track = kept.add_captions(
            said["recording"], said["language"], file.name, file.read(), actor(request), arrived_at(request)
        )
    except Refused as refused:
        form.add_error("file", refused.sentence)
        return _after(request, event, 422, captions_form=form)
    except Faulty as faulty:
        for fault in faulty.faults:
            form.add_error("file", str(fault))
        return _after(request, event, 422, captions_form=form)
    count = track.cues.count()
    said_so = ngettext("%(count)d line of captions was added.", "%(count)d lines of captions were added.", count)
    messages.success(request, said_so % {"count": count})
    return redirect("events:desk_after", event.slug)


@runners_only
@posted_from(_page_of_event)
def remove_captions(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Take captions away."""
    event = event_or_404(request, slug)
    rows = CaptionTrack.objects.select_related("recording__event").filter(recording__event=event)
    track = get_object_or_404(rows, public_id=public_id)
    try:
        kept.remove_captions(track, actor(request), arrived_at(request))
    except Refused as refused:
        return _after(request, event, 409, refusal=refused.sentence)
    messages.success(request, _("Taken away."))
    return redirect("events:desk_after", event.slug)


@runners_only
@posted_from(_page_of_event)
def letter(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Write the letter after a time now, or let it not go by itself."""
    event = event_or_404(request, slug)
    row, at = time_or_404(event, public_id), arrived_at(request)
    try:
        if "withhold" in request.POST:
            done = telling.withhold(row, actor(request), at)
        else:
            done = telling.send(row, actor(request), at)
    except Refused as refused:
        return _after(request, event, 409, refusal=refused.sentence)
    messages.success(request, _("The letter does not go.") if done.withheld else _("The letter goes now."))
    return redirect("events:desk_after", event.slug)


@runners_only
@posted_from(_page_of_event)
def open_floor(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Make the call by which schools offer to speak."""
    event = event_or_404(request, slug)
    form = FloorForm(request.POST)
    if not form.is_valid():
        return _after(request, event, 422, floor_form=form)
    try:
        call = floor.open_floor(event, form.cleaned_data["last"], actor(request), arrived_at(request))
    except Refused as refused:
        form.add_error("last", refused.sentence)
        return _after(request, event, 422, floor_form=form)
    return redirect("calls:desk_call", call.slug)


@runners_only
@require_safe
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """What people thought, from five on."""
    event = event_or_404(request, slug)
    found = opinions.told(event)
    drawn = [
        (each, picture(each, reader_of(request).language), [(line.words, told(line)) for line in each.lines])
        for each in found.figures
    ]
    context = {**_head(request, event), "told": found, "drawn": drawn, "smallest": SMALLEST}
    return render(request, "events/afterwards/desk/feedback.html", context)


@runners_only
@require_safe
def feedback_table(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The same as a table to be saved."""
    event = event_or_404(request, slug)
    rows = opinions.rows(opinions.told(event))
    return table(f"feedback-{event.slug}", form, [_("Question"), _("Answer"), _("Number")], rows)


@runners_only
@require_safe
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """The certificates that were issued."""
    event = event_or_404(request, slug)
    rows = AttendanceCertificate.objects.filter(occurrence__event=event).order_by("-issued_at", "-pk")
    page = page_of(request, Paginator(rows, _ON_A_PAGE))
    context = {**_head(request, event), "page": page, "times": overview.times_by_key(event, request)}
    return render(request, "events/afterwards/desk/certificates.html", context)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One of them: revoke it, or let it stand again."""
    event = event_or_404(request, slug)
    rows = AttendanceCertificate.objects.select_related("occurrence__event", "revoked_by")
    found = get_object_or_404(rows.filter(occurrence__event=event), code=code)
    form, at, refusal = RevokingForm(request.POST if request.method == "POST" else None), arrived_at(request), ""
    try:
        if request.method == "POST" and "restore" in request.POST:
            certifying.restore(found, actor(request), at)
            return redirect("events:desk_certificate", event.slug, code)
        if form.is_valid():
            certifying.revoke(found, form.cleaned_data["reason"], actor(request), at)
            return redirect("events:desk_certificate", event.slug, code)
    except Refused as refused:
        refusal = refused.sentence
    context = {**_head(request, event), "certificate": found, "form": form, "refusal": refusal}
    wrong = bool(refusal) or (request.method == "POST" and bool(form.errors))
    return render(request, "events/afterwards/desk/certificate.html", context, status=422 if wrong else 200)
