"""Programmes on the desk: the list with their calls, one programme, its fields and texts, its state."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk import editing, publishing, removing, starting
from heliograph.calls.desk.doors import actor, posted, programme_or_404
from heliograph.calls.desk.forms import ProgrammeForm, organizers_for
from heliograph.calls.desk.overview import programme_rows
from heliograph.calls.desk.pages import programme_page
from heliograph.calls.doors import organizers_only
from heliograph.calls.programmes.asks import listed
from heliograph.calls.rules import calls_run_by, programmes_run_by
from heliograph.frame.comparing import differences
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.zones import names as zone_names
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused

A_PAGE = 20
_READ = ["GET", "HEAD", "POST"]


@organizers_only
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes that the person runs, ended ones last, each with its calls; to an organizer without any, how."""
    run = programmes_run_by(request.user).select_related("organizer").order_by("-state", "-created_at", "-pk")
    page = page_of(request, Paginator(run, A_PAGE))
    rows = programme_rows(list(page.object_list), calls_run_by(request.user), reader_of(request), timezone.now())
    secretariat = is_secretariat(request.user)
    own = [] if rows or secretariat else [each.name for each in organizers_for(actor(request), None)]
    context = {"rows": rows, "page": page, "secretariat": secretariat, "own": listed(own, reader_of(request).language)}
    return render(request, "calls/desk/programmes.html", context)


@organizers_only
@require_http_methods(_READ)
def new_programme(request: HttpRequest) -> HttpResponseBase:
    """A programme begun."""
    person = actor(request)
    source = request.POST.get("source_language", "")
    source = source if source in settings.CONTENT_LANGUAGES else _own_language(request)
    initial: dict[str, Any] = {"zone": person.zone or settings.ORGANIZER_ZONE, "source_language": source}
    if not is_secretariat(person):
        initial["organizer"] = organizers_for(person, None).first()
    nothing = {name: LazyI18nString({}) for name in editing.PROGRAMME_TEXTS}
    form = ProgrammeForm(posted(request), initial=initial, values=nothing, marks={}, source=source, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            made = starting.start_programme(form.fields_said(), person, timezone.now())
            messages.success(request, _("The programme is begun. Add its first call."))
            return redirect("calls:desk_programme", made.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "calls/desk/programme_form.html", {"form": form, "zones": zone_names()})


def _own_language(request: HttpRequest) -> str:
    language = reader_of(request).language
    return language if language in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]


@organizers_only
def programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One programme: where it stands, its calls, its picture and files."""
    return programme_page(request, programme_or_404(request, slug))


@organizers_only
@require_http_methods(_READ)
def edit_programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Fields and texts of a programme."""
    found, person = programme_or_404(request, slug), actor(request)
    form = ProgrammeForm.of(found, person, posted(request))
    context: dict[str, Any] = {"programme": found, "zones": zone_names()}
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            editing.save_programme(found, form.fields_said(), form.reviewed(), seen, person, now)
            messages.success(request, _("Saved."))
            return redirect("calls:desk_programme", found.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, slug)
    status = 409 if "differences" in context else 200
    return render(request, "calls/desk/programme_form.html", {"form": form, **context}, status=status)


def _stale(request: HttpRequest, mine: ProgrammeForm, slug: str) -> tuple[ProgrammeForm, Any]:
    """The same form once more, over the programme as it stands now, with the editor's words in it."""
    now, person = programme_or_404(request, slug), actor(request)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    return ProgrammeForm.of(now, person, post), differences(mine, ProgrammeForm.of(now, person))


@organizers_only
@posted_from(lambda slug, step: reverse("calls:desk_programme", args=[slug]))
def programme_state(request: HttpRequest, slug: str, step: str) -> HttpResponseBase:
    """Publish a programme, or end it."""
    found, now = programme_or_404(request, slug), timezone.now()
    steps = {"publish": publishing.publish_programme, "end": publishing.end_programme}
    if step not in steps:
        raise Http404
    try:
        steps[step](found, actor(request), now)
    except Refused as refused:
        return programme_page(request, found, refused.sentence)
    said = {"publish": _("The programme is published."), "end": _("The programme has ended. Its page stays.")}
    messages.success(request, said[step])
    return redirect("calls:desk_programme", found.slug)


@organizers_only
@require_http_methods(_READ)
def delete_programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    found = programme_or_404(request, slug)
    try:
        removing.check_programme(found)
        if request.method == "POST":
            removing.remove_programme(found, actor(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("calls:desk_programmes")
    except Refused as refused:
        return programme_page(request, found, refused.sentence)
    return render(request, "calls/desk/delete_programme.html", {"programme": found})
