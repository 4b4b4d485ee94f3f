"""The front page: the coming days, the current issue, what is open to the reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heliograph.bulletin.dated import ribbon, turning_points
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.reader import Reader


@finished_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest published issue as its reader sees it; a word of welcome where there is none yet."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    now = timezone.now()
    newest = Issue.objects.published().complete().order_by("-number").first()
    context: dict[str, Any] = {}
    if newest is not None:
        edition = prepare(newest, reader.languages, reader.zone, now)
        context = {"edition": edition, "ribbon": ribbon(edition)}
    response = render(request, "home/front.html", context)
    if newest is not None:
        good_until(response, turning_points(context["edition"]), now)
    return response
