"""The figures of a call on the desk, and each as a picture to be saved."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from heliograph.calls.desk.doors import call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.figuring.drawing import picture, pieces, told
from heliograph.calls.figuring.figures import Figure, figure, figures
from heliograph.calls.models import Call
from heliograph.frame.reader import reader_of


@organizers_only
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All figures of a call, each as a picture and as a table."""
    found, language = call_or_404(request, slug), reader_of(request).language
    shown = [(each, pieces(each, language), _rows(each)) for each in figures(found, _languages(request, found))]
    answered = next(each.answered for each, _pieces, _table in shown if each.key == "state")
    return render(request, "calls/desk/figures/page.html", {"call": found, "figures": shown, "answered": answered})


def _rows(shown: Figure) -> list[tuple[str, str]]:
    return [(line.words, told(line)) for line in shown.table]


def _languages(request: HttpRequest, call: Call) -> list[str]:
    return [*reader_of(request).languages, call.source_language]


@organizers_only
@require_safe
def saved(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """One figure as an SVG file, in the reader's language."""
    found = call_or_404(request, slug)
    asked = figure(found, key, _languages(request, found))
    if asked is None:
        raise Http404
    drawn = picture(asked, reader_of(request).language)
    response = HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n', content_type="image/svg+xml")
    name = content_disposition_header(as_attachment=True, filename=f"{found.slug}-{key}.svg")
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
