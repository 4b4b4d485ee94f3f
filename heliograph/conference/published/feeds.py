"""The programme as a calendar: all of it to subscribe to, one session as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.published.calendar import changes_of, ics, of_programme, of_session
from heliograph.conference.published.gathering import gather
from heliograph.conference.sessions.models import Session
from heliograph.conference.shown import title_of
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.changes import said
from heliograph.events.agenda.feeds import in_language_asked
from heliograph.frame.calendars import CONTENT_TYPE
from heliograph.frame.finished import finished_page


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@finished_page
def programme_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme; ``?in=`` asks for a language. Empty before it is public."""
    conference, reader = conference_or_404(request, slug), in_language_asked(request)
    with translation.override(reader.language):
        found = of_programme(gather(conference), reader)
        return _answer(ics(found, str(title_of(conference, reader))), slug)


@require_safe
def session_ics(request: HttpRequest, slug: str, public_id: object) -> HttpResponse:
    """One session, once it has a place in the public programme."""
    conference, reader = conference_or_404(request, slug), in_language_asked(request)
    rows = Session.objects.filter(conference=conference).select_related("format", "theme")
    session: Session = get_object_or_404(rows.prefetch_related("people"), public_id=public_id)
    placed = session.placements.filter(timetable__state=TimetableState.PUBLISHED).select_related("room", "slot").first()
    if placed is None:
        raise Http404
    session.conference = conference
    with translation.override(reader.language):
        found = of_session(session, said(placed), changes_of([session.pk]).get(session.pk), reader)
        response = _answer(ics([found], found.title), f"session-{session.public_id}")
    response["Cache-Control"] = "private, no-cache"
    return response
