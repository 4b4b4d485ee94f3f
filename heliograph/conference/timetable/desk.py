"""The timetable on the desk: seen, changed by hand, solved, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.calls.doors import organizers_only
from heliograph.conference.desk import READ
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.shown import title_of
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable import placing, publishing, runs, solved
from heliograph.conference.timetable.forms import SolveForm
from heliograph.conference.timetable.grid import grid
from heliograph.conference.timetable.loading import load
from heliograph.conference.timetable.problem import Spot
from heliograph.conference.timetable.versions import published_timetable, versions_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused

PAGE = "conference:desk_timetable"


def _page_of(slug: str) -> str:
    return reverse(PAGE, args=[slug])


def _key(text: str) -> int:
    """A primary key as an address or a form has it; 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else 0


@organizers_only
@require_safe
def timetable(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Days, rooms and slots; ``session`` in the query is the one to be moved."""
    return _timetable_page(request, desk_conference_or_404(request, slug))


def _timetable_page(request: HttpRequest, found: Conference, refused: Refused | None = None) -> HttpResponse:
    reader, at = reader_of(request), arrived_at(request)
    shown = placing.shown_timetable(found)
    loaded = load(found, shown, reader.languages)
    run = runs.last_run(shown) if shown else None
    sent = request.POST or request.GET
    context = {
        "conference": found,
        "title": title_of(found, reader),
        "timetable": shown,
        "versions": versions_of(found),
        "is_draft": shown is not None and shown.state == TimetableState.DRAFT,
        "seen": placing.mark_of(shown),
        "grid": grid(found, loaded, reader, _key(sent.get("session", ""))),
        "form": SolveForm(seconds=runs.SECONDS),
        "run": solved.line(run, at) if run else None,
        "solver_is_there": runs.solver_is_there(),
        "refusal": refused.sentence if refused else "",
    }
    status = 200 if refused is None else 409 if refused.code == "stale" else 422
    return render(request, "conference/timetable/timetable.html", context, status=status)


@organizers_only
@posted_from(_page_of)
def place(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A change by hand: what the button says that was pressed."""
    found, post = desk_conference_or_404(request, slug), request.POST
    session, seen, who = _key(post.get("session", "")), post.get("seen", ""), (actor(request), arrived_at(request))
    does: dict[str, Callable[[], None]] = {
        "move": lambda: placing.move(found, session, _spot(post.get("place", "")), seen, *who),
        "off": lambda: placing.move(found, session, None, seen, *who),
        "lock": lambda: placing.lock(found, session, seen, *who, locked=True),
        "unlock": lambda: placing.lock(found, session, seen, *who, locked=False),
        "undo": lambda: placing.undo(found, seen, *who),
        "take-up": lambda: placing.take_up(found, _key(post.get("version", "")), seen, *who),
        "discard": lambda: publishing.discard(found, seen, *who),
    }
    try:
        does.get(post.get("do", ""), does["move"])()
    except Refused as refused:
        return _timetable_page(request, found, refused)
    return redirect(_page_of(slug) + (f"#session-{session}" if session else "#days"))


def _spot(text: str) -> Spot:
    """A room and slot as a form names them; of what is none nothing is found."""
    room, _colon, slot = text.partition(":")
    return Spot(_key(room), _key(slot))


@organizers_only
@posted_from(_page_of)
def solve(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The solver is asked for, or the run that is under way is stopped."""
    found, person, at = desk_conference_or_404(request, slug), actor(request), arrived_at(request)
    form = SolveForm(request.POST, seconds=runs.SECONDS)
    try:
        if "stop" in request.POST:
            runs.stop(found, person, at)
        else:
            seconds = form.cleaned_data["seconds"] if form.is_valid() else runs.SECONDS[0]
            rest_only = bool(request.POST.get("rest_only"))
            solved.ask(found, request.POST.get("seen", ""), seconds, person, at, rest_only=rest_only)
    except Refused as refused:
        return _timetable_page(request, found, refused)
    return redirect(f"{_page_of(slug)}#solver")


@organizers_only
@READ
def publish(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What publishing the draft would change, and for whom; a press publishes it."""
    found, person, at = desk_conference_or_404(request, slug), actor(request), arrived_at(request)
    refusal = ""
    if request.method == "POST":
        try:
            publishing.publish(found, request.POST.get("seen", ""), person, at)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("The timetable is published."))
            return redirect(_page_of(slug))
    context = {**_publishing(request, found), "refusal": refusal}
    return render(request, "conference/timetable/publish.html", context, status=422 if refusal else 200)


def _publishing(request: HttpRequest, found: Conference) -> dict[str, Any]:
    reader, shown = reader_of(request), placing.shown_timetable(found)
    drawn = grid(found, load(found, shown, reader.languages), reader)
    return {
        "conference": found,
        "title": title_of(found, reader),
        "seen": placing.mark_of(shown),
        "public": published_timetable(found),
        "grid": drawn,
        "lines": publishing.differences(found, shown, reader) if shown else [],
    }
