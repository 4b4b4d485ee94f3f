"""The public pages: calls by where they stand, programmes, one programme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.kinds import kinds
from heliograph.calls.models import Call
from heliograph.calls.programmes.dated import ribbon_of
from heliograph.calls.programmes.finding import CallFilter, found_by, open_to, programmes_for, programmes_with
from heliograph.calls.programmes.lines import CallLine, call_lines, picked, turning_points
from heliograph.calls.programmes.page import prepare, programme_lines
from heliograph.calls.programmes.parts import parts_of
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.rules import may_run, programmes_visible_to
from heliograph.calls.states import ProgrammeState
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.paging import page_of
from heliograph.frame.reader import reader_of
from heliograph.library.rules import access_of
from heliograph.network.models import Person

#: So many of each sort stand on the first page, and on each of a sort's own pages.
SHOWN, A_PAGE, PROGRAMMES_A_PAGE = 20, 30, 20


@dataclass(frozen=True)
class Section:
    """Calls of one sort. ``more`` says that there are others, which ``?show=`` with the key leads to."""

    key: str
    title: str | Promise
    lines: list[CallLine]
    more: bool
    nothing: str | Promise = ""


_TITLES: dict[str, str | Promise] = {
    "open": _("Open now"),
    "yours": _("Open to you"),
    "others": _("Open to others"),
    "coming": _("Coming soon"),
    "closed": _("Lately closed"),
}


def _sorts(request: HttpRequest, calls: CallQuerySet, at: datetime) -> dict[str, CallQuerySet]:
    """The calls by sort, in the order of the page."""
    opened = calls.open(at).by_closing()
    rest = {"coming": calls.coming(at).by_opening(), "closed": calls.ended(at)}
    if not isinstance(request.user, Person):
        return {"open": opened, **rest}
    own = open_to(request.user, opened, at)
    return {"yours": opened.filter(own), "others": opened.exclude(own), **rest}


@finished_page
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that the reader finds, by where they stand; with ``?show=`` all of one sort, a page at a time."""
    now, found = timezone.now(), found_by(request.user)
    wanted = CallFilter(request.GET.get("programme", "")[:80], request.GET.get("kind", "")[:40])
    sorts, show = _sorts(request, wanted.apply(found), now), request.GET.get("show", "")
    context = {"wanted": wanted, **_choices(request, found)}
    if show in sorts:
        page = page_of(request, Paginator(sorts[show], A_PAGE))
        lines = call_lines(list(page.object_list), reader_of(request), now)
        context |= {"sections": [Section(show, _TITLES[show], lines, more=False)], "page": page, "show": show}
    else:
        context["sections"] = [_section(request, key, rows, now) for key, rows in sorts.items()]
    response = render(request, "calls/programmes/calls.html", context)
    good_until(response, turning_points(_calls_of(context["sections"])), now)
    return response


def _section(request: HttpRequest, key: str, rows: CallQuerySet, at: datetime) -> Section:
    found = list(rows[: SHOWN + 1])
    lines = call_lines(found[:SHOWN], reader_of(request), at)
    return Section(key, _TITLES[key], lines, len(found) > SHOWN, _NOTHING.get(key, ""))


_NOTHING = {
    "open": _("No call is open now. What opens next stands below."),
    "yours": _("No call is open to you now. What opens next stands below."),
}


def _choices(request: HttpRequest, found: CallQuerySet) -> dict[str, Any]:
    reader = reader_of(request)
    offered = [(each.slug, picked(each.title, reader, each.source_language)) for each in programmes_with(found)]
    return {"programmes": sorted(offered, key=lambda pair: str(pair[1])), "kinds": kinds()}


def _calls_of(sections: Iterable[Section]) -> Sequence[Call]:
    return [line.call for section in sections for line in section.lines]


@finished_page
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes, running ones first."""
    now, reader = timezone.now(), reader_of(request)
    ordered = programmes_for(request.user).order_by("-state", "-published_at", "-pk")
    page = page_of(request, Paginator(ordered, PROGRAMMES_A_PAGE))
    lines = programme_lines(list(page.object_list), found_by(request.user), reader, now)
    context = {
        "running": [line for line in lines if line.programme.state != ProgrammeState.CLOSED],
        "ended": [line for line in lines if line.programme.state == ProgrammeState.CLOSED],
        "page": page,
    }
    response = render(request, "calls/programmes/programmes.html", context)
    good_until(response, (instant for line in lines for instant in line.turning), now)
    return response


@finished_page
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What a programme is, its dates on the ribbon, its calls, and what upper apps add."""
    seen, now, reader = programmes_visible_to(request.user), timezone.now(), reader_of(request)
    found = get_object_or_404(seen.select_related("organizer", "edition_of"), slug=slug)
    shown = prepare(found, seen, found_by(request.user), reader, now, access_of(request.user))
    parts = parts_of(found, request.user, reader, now)
    context = {
        "it": shown,
        "parts": parts,
        "ribbon": ribbon_of(shown.lines, reader, now, [tick for part in parts for tick in part.ticks]),
        "runs": may_run(request.user, found),
    }
    response = render(request, "calls/programmes/programme.html", context)
    turning = (instant for part in parts for instant in part.turning)
    good_until(response, [*turning_points([line.call for line in shown.lines]), *turning], now)
    return response
