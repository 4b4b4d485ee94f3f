"""Sessions on the desk: the proposals and what is wrong with them, how long each session lasts, the formats."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.doors import organizers_only
from heliograph.calls.states import ResponseState
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.sessions import finding, formats
from heliograph.conference.sessions.forms import FormatForm, MinutesForm
from heliograph.conference.sessions.overview import LISTED, proposal_lines
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.library.shown import text_for
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@organizers_only
@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The proposals that were sent, as filters want them; they are decided on in the table of the call."""
    conference, reader = desk_conference_or_404(request, slug), reader_of(request)
    named = finding.formats(conference, reader)
    every = proposal_lines(conference, {key: str(words) for key, words in named}, reader)
    wanted = finding.Wanted.read(request.GET)
    there = {key for each in every for key in each.facts.keys["state"]}
    offered = finding.selects(
        wanted,
        {
            "state": [(state.value, state.label) for state in map(ResponseState, LISTED) if state in there],
            "format": named,
            "theme": finding.themes(conference, reader),
            "region": finding.regions({key for each in every for key in each.facts.keys["region"]}),
        },
    )
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "call": conference.sessions,
        "wanted": wanted,
        "lines": [each for each in every if wanted.holds(each.facts)],
        "selects": offered,
        "chosen": finding.chosen(wanted, offered),
    }
    return render(request, "conference/sessions/desk/sessions.html", context)


@organizers_only
@posted_from(lambda slug, public_id: reverse("conference:desk_sessions", args=[slug]))
def minutes(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Say how long one session lasts."""
    conference = desk_conference_or_404(request, slug)
    session = get_object_or_404(conference.sessions_held, public_id=public_id)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        said = _("Write the minutes in digits, from 1 to %(most)s.")
        messages.error(request, said % {"most": formats.MOST_MINUTES})
    else:
        formats.set_minutes(conference, session, form.cleaned_data["minutes"], actor(request), arrived_at(request))
        messages.success(request, _("Saved."))
    return redirect("conference:desk_sessions", slug)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def formats_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The formats: changed, added, taken away; ``format`` in the query is the key of one to edit."""
    conference, key = desk_conference_or_404(request, slug), request.GET.get("format", "")
    row = get_object_or_404(conference.formats, key=key) if key else None
    form = FormatForm.of(conference, row, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            said = _changed(request, conference, form)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            if said:
                messages.success(request, said)
                return redirect("conference:desk_formats", slug)
    return _formats_page(request, conference, form, key)


def _changed(request: HttpRequest, conference: Conference, form: FormatForm) -> str:
    """Do what was pressed, and say what was done; empty where the form has faults. Raises Refused."""
    key, person, at = request.GET.get("format", ""), actor(request), arrived_at(request)
    row = get_object_or_404(conference.formats, key=key) if key else None
    if "begin" in request.POST:
        formats.begin_formats(conference)
        return _("Two formats are there. Change them as you like.")
    if row is not None and "remove" in request.POST:
        formats.remove_format(conference, row, person, at)
        return _("The format is taken away.")
    if not form.is_valid():
        return ""
    formats.save_format(conference, row, form.texts(), form.cleaned_data["minutes"], form.reviewed(), person, at)
    return _("Saved.")


def _formats_page(request: HttpRequest, conference: Conference, form: FormatForm, key: str) -> HttpResponse:
    reader, source = reader_of(request), conference.programme.source_language
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "lines": [(each, text_for(each.name, reader, source)) for each in conference.formats.all()],
        "key": key,
        "form": form,
    }
    return render(request, "conference/sessions/desk/formats.html", context, status=422 if form.errors else 200)
