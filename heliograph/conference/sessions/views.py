"""The public pages of sessions: the list of those that were accepted, one of them, and whose name stands there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.conference.doors import conference_or_404
from heliograph.conference.rules import may_run
from heliograph.conference.sessions import finding
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.naming import part_of, show_name
from heliograph.conference.sessions.shown import line_of
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.models import Person
from heliograph.network.states import Refused


@finished_page
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions that were accepted, as words and filters want them."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    every = [line_of(conference, each, reader) for each in standing(conference)]
    wanted = finding.Wanted.read(request.GET)
    offered = finding.selects(
        wanted,
        {
            "format": finding.formats(conference, reader),
            "theme": finding.themes(conference, reader),
            "language": finding.languages([each.session.language for each in every], reader),
            "region": finding.regions({each.session.region for each in every}),
        },
    )
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "wanted": wanted,
        "lines": [each for each in every if wanted.holds(each.facts)],
        "selects": offered,
        "chosen": finding.chosen(wanted, offered),
        "runs": may_run(request.user, conference),
    }
    return render(request, "conference/sessions/sessions.html", context)


@finished_page
def session(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """One session: what happens there, who gives it, what came of it."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    found = get_object_or_404(standing(conference), public_id=public_id)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "session": found,
        "line": line_of(conference, found, reader),
        "part": part_of(found, request.user),
    }
    return render(request, "conference/sessions/session.html", context)


def _page(slug: str, public_id: UUID) -> str:
    return f"{reverse('conference:session', args=[slug, public_id])}#your_name"


@posted_from(_page)
def session_name(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Let one's own name stand on the programme, or (``no``) take it off."""
    if not isinstance(request.user, Person):
        return redirect_to_login(_page(slug, public_id))
    found = get_object_or_404(standing(conference_or_404(request, slug)), public_id=public_id)
    shows = "no" not in request.POST
    try:
        show_name(found, request.user, arrived_at(request), shows=shows)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        said = _("Your name stands on the programme.") if shows else _("Your name stands on the programme no more.")
        messages.success(request, said)
    return redirect(_page(slug, public_id))
