"""The page at the door: for who runs the conference, and for volunteers by the key to a door.

It works without JavaScript; with it, the camera reads badges, and scans wait in the phone while the line is down.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.doors import organizers_only
from heliograph.conference.attending.badges import found
from heliograph.conference.attending.certifying import is_over
from heliograph.conference.attending.checking_in import (
    Gate,
    Scan,
    check_in_all,
    day_of,
    known_badges,
    put_right,
)
from heliograph.conference.attending.checking_in import check_in as note_came
from heliograph.conference.attending.door_keys import Closed, opened
from heliograph.conference.attending.models import Badge, CheckIn
from heliograph.conference.attending.verdicts import Verdict, verdict
from heliograph.conference.doors import conference_or_404, desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor

#: So many scans are taken at once; a phone sends the others with the next.
MOST_SCANS = 200
#: So many badges a search shows; no answer of a phone is longer than this.
MOST_FOUND, LONGEST_BODY = 20, 200_000
_METHODS = require_http_methods(["GET", "HEAD", "POST"])
_WORKER = Path(__file__).parents[1] / "static" / "conference" / "check_in_worker.js"


def _by_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view behind the key to a door; where that opens nothing, a page says so. The key authorises, not a cookie."""

    @wraps(view)
    def behind(request: HttpRequest, slug: str, token: str) -> HttpResponse:
        conference = conference_or_404(request, slug)
        try:
            key = opened(conference, token, arrived_at(request))
        except Closed:
            context = {"title": title_of(conference, reader_of(request)), "contact": conference.programme.contact}
            return unlisted(render(request, "conference/attending/closed_door.html", context, status=404))
        return unlisted(view(request, conference, Gate(door=key), token))

    return csrf_exempt(never_cache(behind))


@organizers_only
@_METHODS
def check_in(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The page at the door for who runs the conference."""
    return _page(request, desk_conference_or_404(request, slug), Gate(by=actor(request)), "")


@_by_key
@_METHODS
def check_in_by_key(request: HttpRequest, conference: Conference, gate: Gate, token: str) -> HttpResponse:
    """The same by the key to a door; shortly after the conference it sends what the device has kept, and no more."""
    return _page(request, conference, gate, token)


def _page(request: HttpRequest, conference: Conference, gate: Gate, token: str) -> HttpResponse:
    reader, at, slug = reader_of(request), arrived_at(request), conference.programme.slug
    over = is_over(conference, at)
    asked = "" if over and token else request.GET.get("q", "").strip()[:100]
    names = [slug, token] if token else [slug]
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "door": gate.door,
        "verdict": _posted(request, conference, gate) if request.method == "POST" else None,
        "mark": uuid.uuid4(),
        "over": over,
        "asked": asked,
        "lines": _found(conference, asked, at) if asked else [],
        "today": CheckIn.objects.standing().filter(badge__conference=conference, day=day_of(conference, at)).count(),
        "send": reverse("conference:check_in_send_by_key" if token else "conference:check_in_send", args=names),
        "page": reverse("conference:check_in_by_key" if token else "conference:check_in", args=names),
        "worker": reverse("conference:check_in_worker", args=[slug]),
    }
    return render(request, "conference/attending/check_in.html", context)


def _posted(request: HttpRequest, conference: Conference, gate: Gate) -> Verdict:
    """What the form without a script sends: a code, and the mark that the page had, so that a reload counts once."""
    at = arrived_at(request)
    scan = Scan(request.POST.get("code", "")[:100], at, _mark(request.POST.get("mark")) or uuid.uuid4())
    return verdict(note_came(conference, scan, gate, at), conference, reader_of(request).language)


def _found(conference: Conference, asked: str, at: datetime) -> list[tuple[Badge, bool]]:
    """The badges of a name, each with whether it was seen today."""
    rows = found(Badge.objects.live().filter(conference=conference), asked)[:MOST_FOUND]
    today = CheckIn.objects.standing().filter(badge__in=rows, day=day_of(conference, at))
    there = set(today.values_list("badge", flat=True))
    return [(each, each.pk in there) for each in rows]


@organizers_only
@posted_from(lambda slug: reverse("conference:check_in", args=[slug]))
def check_in_send(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a phone has gathered: each scan with its mark and instant; done again, nothing is counted twice."""
    return _sent(request, desk_conference_or_404(request, slug), Gate(by=actor(request)))


@_by_key
@_METHODS
def check_in_send_by_key(request: HttpRequest, conference: Conference, gate: Gate, token: str) -> HttpResponse:
    """The same by the key to a door."""
    return _sent(request, conference, gate)


def _sent(request: HttpRequest, conference: Conference, gate: Gate) -> HttpResponse:
    at, language = arrived_at(request), reader_of(request).language
    said = _read(request)
    if said is None:
        return JsonResponse({"error": _("This is not what the page sends. Open it anew.")}, status=400)
    scans = put_right(_scans(said, at), _instant(said.get("now")), at)
    seen = check_in_all(conference, scans, gate, at)
    answer: dict[str, Any] = {
        "results": {str(each.mark): verdict(each, conference, language).as_data() for each in seen},
        "today": CheckIn.objects.standing().filter(badge__conference=conference, day=day_of(conference, at)).count(),
    }
    if said.get("known"):
        answer["known"] = known_badges(conference)
    return JsonResponse(answer)


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > LONGEST_BODY:
        return None
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and isinstance(said.get("scans"), list) else None


def _scans(said: dict[str, Any], received: datetime) -> list[Scan]:
    """The scans that can be understood; of one whose instant cannot, it is that at which it arrived."""
    rows = [each for each in said["scans"][:MOST_SCANS] if isinstance(each, dict)]
    read = [(each, _mark(each.get("mark"))) for each in rows]
    return [
        Scan(str(each.get("code", ""))[:100], _instant(each.get("at")) or received, mark) for each, mark in read if mark
    ]


def _mark(said: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(said))
    except ValueError:
        return None


def _instant(said: object) -> datetime | None:
    """An instant that a phone wrote: ISO 8601 with its zone, of years that a calendar has."""
    try:
        found_at = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        return None
    fits = found_at is not None and found_at.tzinfo is not None and 2000 < found_at.year < 2200
    return found_at if fits else None


@require_safe
def check_in_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that has the page at the door open while the line is down: it may do so below its own address only."""
    conference_or_404(request, slug)
    given = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    given.headers["Cache-Control"] = "no-cache"
    return given


@cache
def _script() -> str:
    return _WORKER.read_text()
