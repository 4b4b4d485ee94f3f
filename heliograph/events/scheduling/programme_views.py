"""Who speaks at an event and which documents go with it, on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.events.models import Event, Speaker
from heliograph.events.scheduling import programme
from heliograph.events.scheduling.doors import event_or_404, runners_only
from heliograph.events.scheduling.forms import DocumentForm, SpeakerForm
from heliograph.events.scheduling.views import READ, posted
from heliograph.events.states import Part
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.network.doors import actor
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


@runners_only
@READ
def new_speaker(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Somebody more who speaks."""
    return _speaker(request, event_or_404(request, slug), None)


@runners_only
@READ
def edit_speaker(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Who speaks, and about what; moved up or down, or taken away."""
    found = event_or_404(request, slug)
    speaker: Speaker = get_object_or_404(found.speakers.select_related("occurrence"), pk=number)
    speaker.event = found
    person, at = actor(request), arrived_at(request)
    if "remove" in request.POST:
        programme.remove_speaker(speaker, person, at)
        messages.success(request, _("The speaker is taken away."))
        return redirect("events:desk_event", found.slug)
    if {"up", "down"} & set(request.POST):
        programme.move_speaker(speaker, up="up" in request.POST, by=person, at=at)
        return redirect("events:desk_event", found.slug)
    return _speaker(request, found, speaker)


def _speaker(request: HttpRequest, event: Event, speaker: Speaker | None) -> HttpResponse:
    form = SpeakerForm(posted(request), event=event, speaker=speaker)
    if form.is_valid():
        fields, person, at = _said(form, event, speaker), actor(request), arrived_at(request)
        try:
            if speaker is None:
                programme.add_speaker(event, fields, person, at)
            else:
                programme.change_speaker(speaker, fields, person, at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:desk_event", event.slug)
    context = {"event": event, "form": form, "speaker": speaker}
    return render(request, "events/scheduling/speaker.html", context, status=422 if form.errors else 200)


def _said(form: SpeakerForm, event: Event, speaker: Speaker | None) -> dict[str, Any]:
    """The fields; what stands there in other languages stays."""
    said = dict(form.cleaned_data)
    for name in ("role", "topic"):
        kept = texts_of(getattr(speaker, name)) if speaker is not None else {}
        words = {**kept, event.source_language: said[name].strip()}
        said[name] = LazyI18nString({code: text for code, text in words.items() if text})
    return said


@runners_only
@READ
def new_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A document of the library that goes with the event."""
    found, person = event_or_404(request, slug), actor(request)
    form = DocumentForm(posted(request), event=found, person=person)
    if form.is_valid():
        said, at = form.cleaned_data, arrived_at(request)
        try:
            programme.add_document(found, said["document"], Part(said["part"]), said["time"], person, at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The document is added."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form}
    return render(request, "events/scheduling/document.html", context, status=422 if form.errors else 200)


@runners_only
@posted_from(lambda slug, number: reverse("events:desk_event", args=[slug]))
def remove_document(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Take a document away from an event."""
    found = event_or_404(request, slug)
    row = get_object_or_404(found.documents.all(), pk=number)
    row.event = found
    programme.remove_document(row, actor(request), arrived_at(request))
    messages.success(request, _("The document is taken away. In the library it stays."))
    return redirect("events:desk_event", found.slug)
