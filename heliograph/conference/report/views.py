"""The report as readers see it: a page, a PDF in their language, the photographs on it."""

from __future__ import annotations

import logging
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.report.editions import newest_made
from heliograph.conference.report.gathering import gather
from heliograph.conference.report.models import Photograph
from heliograph.conference.report.opening import state_of
from heliograph.conference.rules import may_run
from heliograph.frame.finished import finished_page
from heliograph.frame.reader import reader_of
from heliograph.network.files.refusals import sized
from heliograph.texts.slugs import slug_of

log = logging.getLogger(__name__)
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


def _reported(request: HttpRequest, slug: str) -> tuple[Conference, bool]:
    """A conference whose report the visitor may read, and whether everybody may."""
    found = conference_or_404(request, slug)
    public = state_of(found).published_at is not None
    if not public and not may_run(request.user, found):
        raise Http404
    return found, public


@require_safe
@finished_page
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report, as things stand now."""
    conference, public = _reported(request, slug)
    reader = reader_of(request)
    edition = newest_made(conference, reader.language)
    context = {
        "report": gather(conference, reader),
        "conference": conference,
        "public": public,
        "runs": may_run(request.user, conference),
        "edition": edition,
        "size": sized(edition.size) if edition is not None else "",
    }
    return render(request, "conference/report/report.html", context)


@require_safe
def report_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The report as PDF, in the reader's language."""
    conference, _public = _reported(request, slug)
    edition = newest_made(conference, reader_of(request).language)
    if edition is None:
        raise Http404
    name = f"{slug_of(str(conference.programme.title), 60) or 'report'}-{edition.language}.pdf"
    return _given(edition.file, name, "application/pdf", "private, no-cache")


@require_safe
def photograph(request: HttpRequest, slug: str, public_id: Any) -> HttpResponseBase:
    """A photograph: for readers of the report where all on it have agreed, else for the desk."""
    conference = conference_or_404(request, slug)
    found: Photograph = get_object_or_404(conference.photographs, public_id=public_id)
    public = found.agreed and state_of(conference).published_at is not None
    if not public and not may_run(request.user, conference):
        raise Http404
    suffix = str(found.file.name).rpartition(".")[2]
    return _given(found.file, "", _TYPES.get(suffix, "application/octet-stream"), "private, max-age=86400")


def _given(stored: Any, name: str, kind: str, cache: str) -> FileResponse:
    try:
        opened = stored.open("rb")
    except OSError as error:
        log.warning("The file %s is not where it was kept: %s", stored.name, error)
        raise Http404 from error
    given = FileResponse(opened, as_attachment=bool(name), filename=name, content_type=kind)
    given.headers["Cache-Control"] = cache
    given.headers["X-Content-Type-Options"] = "nosniff"
    return given
