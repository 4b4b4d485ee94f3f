"""The public pages of posters: the gallery, one poster, the wish to say that one appreciates it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.posters.appreciating import appreciate as appreciate_poster
from heliograph.conference.posters.appreciating import appreciates, may_appreciate, take_back
from heliograph.conference.posters.finding import Wanted, chosen, selects
from heliograph.conference.posters.giving import poster_or_404
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.shown import PosterLine, poster_lines, shown_posters
from heliograph.conference.rules import may_run
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.finished import finished_page
from heliograph.frame.keyset import slice_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.files.refusals import sized
from heliograph.network.models import Person
from heliograph.network.states import Refused

A_PAGE = 24


@require_safe
def posters(request: HttpRequest, slug: str) -> HttpResponse:
    """The gallery, as words and filters want it."""
    wanted = Wanted.read(request.GET)
    return _listed(request, slug, wanted) if wanted.q else _browsed(request, slug, wanted)


@finished_page
def _browsed(request: HttpRequest, slug: str, wanted: Wanted) -> HttpResponse:
    return _listed(request, slug, wanted)


def _listed(request: HttpRequest, slug: str, wanted: Wanted) -> HttpResponse:
    conference, reader = conference_or_404(request, slug), reader_of(request)
    hung = shown_posters(conference)
    rows = wanted.apply(hung)
    page = slice_of(request, rows.select_related("theme"), "number", A_PAGE, known=hung)
    offered = selects(wanted, conference, hung, reader)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "wanted": wanted,
        "count": rows.count(),
        "page": page,
        "lines": poster_lines(conference, page.rows, reader),
        "selects": offered,
        "chosen": chosen(wanted, offered),
        "runs": may_run(request.user, conference),
    }
    return render(request, "conference/posters/posters.html", context)


@finished_page
def poster(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One poster: its picture, what it shows, whose it is, its file."""
    return _poster_page(request, poster_or_404(request, slug, number))


def _poster_page(request: HttpRequest, found: Poster, refusal: str = "") -> HttpResponse:
    conference, reader = found.conference, reader_of(request)
    assert found.file is not None
    (line,) = poster_lines(conference, [found], reader)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "line": line,
        "size": sized(found.file.size),
        "neighbours": _neighbours(conference, found, reader),
        "may_appreciate": may_appreciate(conference, request.user, arrived_at(request)),
        "appreciates": appreciates(found, request.user),
        "refusal": refusal,
    }
    return render(request, "conference/posters/poster.html", context, status=422 if refusal else 200)


def _neighbours(conference: Conference, found: Poster, reader: Reader) -> dict[str, PosterLine | None]:
    """The posters that hang before and after one. Three queries."""
    hung = shown_posters(conference)
    before = hung.filter(number__lt=found.number).order_by("-number").first()
    after = hung.filter(number__gt=found.number).first()
    lines = {each.poster: each for each in poster_lines(conference, [one for one in (before, after) if one], reader)}
    return {"before": lines.get(before), "after": lines.get(after)}  # type: ignore[arg-type]


def _page(slug: str, number: int) -> str:
    return f"{reverse('conference:poster', args=[slug, number])}#appreciate"


@posted_from(_page)
def appreciate(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Say that one appreciates a poster, or (``no``) take that back; who is not signed in comes back to it."""
    if not isinstance(request.user, Person):
        return redirect_to_login(_page(slug, number))
    found: Any = poster_or_404(request, slug, number)
    if "no" in request.POST:
        take_back(found, request.user)
        messages.success(request, _("You do not appreciate this poster any more."))
        return redirect(_page(slug, number))
    try:
        appreciate_poster(found, request.user, arrived_at(request))
    except Refused as refused:
        return _poster_page(request, found, refused.sentence)
    messages.success(request, _("You appreciate this poster. Nobody sees who does, only how many."))
    return redirect(_page(slug, number))
