"""The report on the desk: its opening words, who sees it, its PDFs, its photographs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.desk.doors import posted
from heliograph.calls.doors import organizers_only
from heliograph.conference.desk import READ
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.report import editions, opening, photographs
from heliograph.conference.report.forms import OpeningForm, PhotographForm
from heliograph.conference.report.models import Photograph, ReportEdition
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import Reader, reader_of
from heliograph.library.shown import text_for
from heliograph.moments.locales import write_brief_day
from heliograph.moments.stored import day_in
from heliograph.network.doors import actor
from heliograph.network.files.refusals import sized
from heliograph.network.states import Refused
from heliograph.texts.languages import NATIVE_NAMES


def _page(slug: str) -> str:
    return reverse("conference:desk_report", args=[slug])


@organizers_only
@READ
def report(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The report of a conference: its words, whether readers see it, its PDFs, how many photographs there are."""
    found = desk_conference_or_404(request, slug)
    form, context = OpeningForm.of(opening.state_of(found), posted(request)), {}
    if request.method == "POST" and form.is_valid():
        words, seen = form.texts()["opening"], form.cleaned_data["seen"]
        try:
            opening.save_opening(found, words, form.reviewed(), seen, actor(request), arrived_at(request))
        except opening.Stale:
            form, context["differences"] = _stale(request, form, found)
        else:
            messages.success(request, _("Saved."))
            return redirect(_page(slug))
    status = 409 if "differences" in context else 422 if form.errors else 200
    return _shown(request, found, {"form": form, **context}, status)


def _stale(request: HttpRequest, mine: OpeningForm, found: Conference) -> tuple[OpeningForm, Any]:
    """The same form once more, over the words as they stand now, with the editor's words in it."""
    now, post = opening.state_of(found), request.POST.copy()
    post["seen"] = str(now.version)
    return OpeningForm.of(now, post), differences(mine, OpeningForm.of(now))


def _shown(request: HttpRequest, found: Conference, context: dict[str, Any], status: int = 200) -> HttpResponse:
    reader, at = reader_of(request), arrived_at(request)
    made = {each.language: each for each in editions.editions_of(found)}
    page = {
        "conference": found,
        "title": title_of(found, reader),
        "state": opening.state_of(found),
        "languages": [
            (code, NATIVE_NAMES.get(code, code), _standing(made.get(code), at, reader))
            for code, _name in settings.LANGUAGES
        ],
        "photographs": found.photographs.count(),
        "agreed": found.photographs.filter(agreed=True).count(),
        **context,
    }
    return render(request, "conference/report/desk.html", page, status=status)


def _standing(edition: ReportEdition | None, at: datetime, reader: Reader) -> dict[str, Any]:
    """Where the PDF of a language stands, for the page."""
    if edition is None:
        return {"state": "none"}
    if edition.made_at is None:
        return {"state": "lost" if editions.is_lost(edition, at) else "making"}
    if edition.problem:
        return {"state": "failed", "problem": edition.problem}
    day = day_in(edition.as_of, reader.zone or edition.conference.zone)
    return {"state": "made", "size": sized(edition.size), "day": write_brief_day(day, reader.language)}


@organizers_only
@posted_from(_page)
def make_edition(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Let the PDF in one language be made anew."""
    found = desk_conference_or_404(request, slug)
    try:
        editions.ask(found, request.POST.get("language", "")[:20], actor(request), arrived_at(request))
        messages.success(request, _("The PDF is being made. This page says when it is there."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(f"{_page(slug)}#editions")


@organizers_only
@posted_from(_page)
def publish(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the report to readers, or (``no``) to the desk alone again."""
    found, public = desk_conference_or_404(request, slug), "no" not in request.POST
    opening.publish(found, actor(request), arrived_at(request), public=public)
    messages.success(request, _("Readers see the report.") if public else _("The desk alone sees the report."))
    return redirect(_page(slug))


@organizers_only
@READ
def pictures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The photographs of a conference, in their order; more are added here."""
    found = desk_conference_or_404(request, slug)
    refusal = ""
    refused: list[photographs.NotTaken] = []
    if request.method == "POST":
        files, credit = request.FILES.getlist("photographs"), request.POST.get("credit", "")
        try:
            taken, refused = photographs.add(found, files, credit, actor(request), arrived_at(request))
        except Refused as not_taken:
            refusal = not_taken.sentence
        else:
            if taken:
                words = ngettext("%(n)s photograph is added.", "%(n)s photographs are added.", len(taken))
                messages.success(request, words % {"n": len(taken)})
            if not refused:
                return redirect("conference:desk_photographs", slug)
    reader, source = reader_of(request), found.programme.source_language
    context = {
        "conference": found,
        "title": title_of(found, reader),
        "lines": [(each, text_for(each.alt, reader, source)) for each in found.photographs.all()],
        "refusal": refusal,
        "refused": refused,
        "credit": request.POST.get("credit", ""),
    }
    return render(request, "conference/report/photographs.html", context, status=422 if refusal or refused else 200)


@organizers_only
@READ
def picture(request: HttpRequest, slug: str, public_id: Any) -> HttpResponseBase:
    """One photograph: what it shows, its credit; moved up or down, or taken away."""
    found = desk_conference_or_404(request, slug)
    row: Photograph = get_object_or_404(found.photographs, public_id=public_id)
    row.conference = found
    person, at = actor(request), arrived_at(request)
    if "remove" in request.POST:
        photographs.remove(row, person, at)
        messages.success(request, _("The photograph is deleted."))
        return redirect("conference:desk_photographs", slug)
    if {"up", "down"} & set(request.POST):
        photographs.move(row, person, at, up="up" in request.POST)
        return redirect("conference:desk_photographs", slug)
    form = PhotographForm.of(row, posted(request))
    if form.is_valid():
        photographs.tell(row, form.texts()["alt"], form.reviewed(), form.cleaned_data, person, at)
        messages.success(request, _("Saved."))
        return redirect("conference:desk_photographs", slug)
    context = {"conference": found, "title": title_of(found, reader_of(request)), "photograph": row, "form": form}
    return render(request, "conference/report/photograph.html", context, status=422 if form.errors else 200)
