"""Posters one after another for the screens of a venue, and the script that keeps them when the line is down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.posters.shown import PosterLine, poster_lines, shown_posters
from heliograph.conference.shown import title_of
from heliograph.frame.finished import finished_page
from heliograph.frame.reader import reader_of

#: Seconds for which each poster is shown.
SECONDS = 20
_WORKER = Path(__file__).parents[1] / "static" / "conference" / "poster_show_worker.js"


@finished_page
def poster_show(request: HttpRequest, slug: str) -> HttpResponse:
    """All posters, of which one is shown: the first, or the one of ``?poster=``."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    lines = poster_lines(conference, list(shown_posters(conference).select_related("theme")), reader)
    place = _place(lines, request.GET.get("poster", ""))
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "seconds": SECONDS,
        "lines": lines,
        "shown": lines[place] if lines else None,
        "preceding": lines[place - 1].poster.number if len(lines) > 1 else None,
        "following": lines[(place + 1) % len(lines)].poster.number if len(lines) > 1 else None,
    }
    return render(request, "conference/posters/show.html", context)


def _place(lines: Sequence[PosterLine], number: str) -> int:
    return next((place for place, line in enumerate(lines) if str(line.poster.number) == number), 0)


@require_safe
def poster_show_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that answers for the show's pages when the line is down: it may do so below its own address only."""
    conference_or_404(request, slug)
    given = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    given.headers["Cache-Control"] = "no-cache"
    return given


@cache
def _script() -> str:
    return _WORKER.read_text()
