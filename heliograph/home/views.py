"""The front page: the coming days, the current issue, what is open to the reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heliograph.bulletin.dated import turning_points
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue
from heliograph.events.agenda.days import Line
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.reader import reader_of
from heliograph.home.opened import opened, ribbon

#: So many of the things that take place next stand beside the issue.
NEXT = 4


@finished_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest published issue as its reader sees it, and what is open to him; a word of welcome before both."""
    reader = reader_of(request)
    now = timezone.now()
    newest = Issue.objects.published().in_brief().order_by("-number").first()
    edition = prepare(newest, reader.languages, reader.zone, now) if newest is not None else None
    shown = opened(request.user, reader, now)
    coming = [Line(each, each.when(reader, now)) for each in shown.agenda[:NEXT]]
    context: dict[str, Any] = {
        "edition": edition,
        "opened": shown,
        "entries": shown.entries(edition),
        "coming": coming,
    }
    if edition is not None or shown.lines or shown.agenda:
        zone = edition.organizer_zone if edition else settings.ORGANIZER_ZONE
        context["ribbon"] = ribbon(edition, shown, reader, now, zone)
    response = render(request, "home/front.html", context)
    good_until(response, [*(turning_points(edition) if edition else ()), *shown.turning_points()], now)
    return response
