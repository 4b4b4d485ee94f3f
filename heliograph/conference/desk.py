"""Conferences on the desk: the list, one conference with its calls and rooms, its days and place, its themes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.doors import posted
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Programme
from heliograph.calls.rules import calls_run_by, programmes_run_by
from heliograph.conference import editing
from heliograph.conference.calls import begin_call, call_lines, free_calls, take_call
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.faces import desk as faces
from heliograph.conference.forms import ConferenceForm, NewConferenceForm, ThemeForm
from heliograph.conference.models import Conference
from heliograph.conference.registering import new_days
from heliograph.conference.registering.desk import tell_held
from heliograph.conference.rescheduling import Foreseen, foresee
from heliograph.conference.shown import days_of, title_of
from heliograph.conference.timetable.along import Frame, frame_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.zones import COMMON
from heliograph.library.shown import text_for
from heliograph.moments.locales import write_days
from heliograph.network.doors import actor
from heliograph.network.states import Refused

READ = require_http_methods(["GET", "HEAD", "POST"])


@organizers_only
def conferences(request: HttpRequest) -> HttpResponseBase:
    """The conferences that the person runs, the latest first."""
    run = Conference.objects.filter(programme__in=programmes_run_by(request.user)).with_programme()
    reader = reader_of(request)
    lines = [(each, title_of(each, reader), days_of(each, reader.language)) for each in run]
    return render(request, "conference/desk/conferences.html", {"lines": lines})


@organizers_only
@READ
def new_conference(request: HttpRequest) -> HttpResponseBase:
    """A programme made a conference: first which, then its days and place."""
    person, at = actor(request), arrived_at(request)
    slug = request.POST.get("programme") or request.GET.get("programme", "")
    choosing = NewConferenceForm({"programme": slug} if slug else None, person=person)
    if not choosing.is_valid():
        return render(request, "conference/desk/new.html", {"choosing": choosing})
    programme: Programme = choosing.cleaned_data["programme"]
    first = programme.begins or at.date() + timedelta(days=90)
    begun = Conference(programme=programme, first_day=first, last_day=programme.ends or first, zone=programme.zone)
    form = ConferenceForm.of(begun, person, posted(request) if "first_day" in request.POST else None)
    if form.is_valid():
        try:
            made = editing.make_conference(programme, form.fields_said(), person, at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The conference is made. Begin its calls."))
            return redirect("conference:desk_conference", made.programme.slug)
    context = {"form": form, "programme": programme, "title": title_of(begun, reader_of(request)), "zones": COMMON}
    return render(request, "conference/desk/edit.html", context, status=422 if form.errors else 200)


@organizers_only
def conference(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One conference: what waits, its calls, its rooms."""
    return _conference_page(request, desk_conference_or_404(request, slug))


def _conference_page(request: HttpRequest, found: Conference, refusal: str = "") -> HttpResponse:
    reader, at = reader_of(request), arrived_at(request)
    context = {
        "conference": found,
        "title": title_of(found, reader),
        "days": days_of(found, reader.language),
        "calls": call_lines(found),
        "free": [(call.slug, text_for(call.title, reader, call.source_language)) for call in free_calls(found)],
        "faces": list(faces.of(found, request.user, reader, at)),
        "themes": [text_for(each.name, reader, found.programme.source_language) for each in found.themes.all()],
        "refusal": refusal,
    }
    return render(request, "conference/desk/conference.html", context, status=422 if refusal else 200)


@organizers_only
@READ
def edit_conference(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Days, place, zone and signatory."""
    found, person = desk_conference_or_404(request, slug), actor(request)
    form = ConferenceForm.of(found, person, posted(request))
    context: dict[str, Any] = {"conference": found, "title": title_of(found, reader_of(request)), "zones": COMMON}
    if request.method == "POST" and form.is_valid() and not request.POST.get("back"):
        seen, at = form.cleaned_data["seen"], arrived_at(request)
        save = partial(editing.save_conference, found, form.fields_said(), form.reviewed(), seen, person, at)
        try:
            if not request.POST.get("confirmed") and (foreseen := foresee(found, save, at)).letters:
                return _confirm_page(request, context, form, foreseen)
            before, saved = frame_of(found), save()
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, slug)
        else:
            return _saved(request, saved, before)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return render(request, "conference/desk/edit.html", {"form": form, **context}, status=status)


def _confirm_page(
    request: HttpRequest, context: dict[str, Any], form: ConferenceForm, foreseen: Foreseen
) -> HttpResponse:
    """What other days or another zone mean: how many are written to, and what the letters say."""
    language, both = reader_of(request).language, (foreseen.before, foreseen.after)
    before, after = (write_days(each.first, each.last, language) for each in both)
    shown = [(each.about, each.previews) for each in foreseen.told]
    context = {**context, "form": form, "foreseen": foreseen, "before": before, "after": after, "previews": shown}
    return render(request, "conference/desk/reschedule.html", context)


def _saved(request: HttpRequest, conference: Conference, before: Frame) -> HttpResponse:
    """Say so; where those who are registered are told, on the page on which their letters can be taken back."""
    messages.success(request, _("Saved."))
    if conference.event is not None and frame_of(conference) != before:
        named = {"event": text_for(conference.event.title, reader_of(request), conference.programme.source_language)}
        messages.warning(request, _("The event “%(event)s” in the agenda has times of its own: move it, too.") % named)
    written = new_days.written(conference)
    if written is None or not written[0]:
        return redirect("conference:desk_conference", conference.programme.slug)
    tell_held(request, written[0])
    return redirect("conference:desk_remind", conference.programme.slug)


def _stale(request: HttpRequest, mine: ConferenceForm, slug: str) -> tuple[ConferenceForm, Any]:
    """The same form once more, over the conference as it stands now, with the editor's words in it."""
    now, person, post = desk_conference_or_404(request, slug), actor(request), request.POST.copy()
    post["seen"] = str(now.version)
    return ConferenceForm.of(now, person, post), differences(mine, ConferenceForm.of(now, person))


@organizers_only
@posted_from(lambda slug, part: reverse("conference:desk_conference", args=[slug]))
def open_call(request: HttpRequest, slug: str, part: str) -> HttpResponseBase:
    """The call that plays a part of the conference: begun, or one of the programme's (``call``) taken for it."""
    found, person, at = desk_conference_or_404(request, slug), actor(request), arrived_at(request)
    try:
        if chosen := request.POST.get("call", "")[:80]:
            call = take_call(found, part, get_object_or_404(calls_run_by(person), slug=chosen), person, at)
        else:
            call = begin_call(found, part, person, at)
    except Refused as refused:
        return _conference_page(request, found, refused.sentence)
    return redirect("calls:desk_call", call.slug)


@organizers_only
@READ
def themes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The themes of a conference: renamed, added, taken away; ``theme`` in the query is the key of one to edit."""
    found, person, at = desk_conference_or_404(request, slug), actor(request), arrived_at(request)
    key = request.GET.get("theme", "")
    theme = get_object_or_404(found.themes, key=key) if key else None
    form = ThemeForm.of(found, theme, posted(request))
    if theme is not None and "remove" in request.POST:
        editing.remove_theme(found, theme, person, at)
        messages.success(request, _("The theme is taken away."))
        return redirect("conference:desk_themes", slug)
    if form.is_valid():
        try:
            editing.save_theme(found, theme, form.texts()["name"], form.reviewed(), person, at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("conference:desk_themes", slug)
    reader, source = reader_of(request), found.programme.source_language
    lines = [(each, text_for(each.name, reader, source)) for each in found.themes.all()]
    context = {"conference": found, "title": title_of(found, reader), "lines": lines, "theme": theme, "form": form}
    return render(request, "conference/desk/themes.html", context, status=422 if form.errors else 200)
