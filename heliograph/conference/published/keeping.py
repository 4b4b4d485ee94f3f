"""The script that answers for the programme and the pages of sessions when the line is down."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404

_WORKER = Path(__file__).parents[1] / "static" / "conference" / "programme_worker.js"


@require_safe
def programme_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script: it may answer below its own address only."""
    conference_or_404(request, slug)
    given = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    given.headers["Cache-Control"] = "no-cache"
    return given


@cache
def _script() -> str:
    return _WORKER.read_text()
