"""Posters on the desk: where they stand, why some are not shown, their pictures again, labels to be printed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from heliograph.calls.doors import organizers_only
from heliograph.calls.states import ResponseState
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.posters.labels import labels_pdf
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.overview import standing_of
from heliograph.conference.posters.previews import draw_again
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.keyset import slice_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.countries import country_name
from heliograph.network.doors import actor

A_PAGE = 100
_STANDING = [ResponseState.ACCEPTED, ResponseState.COMPLETED]


@organizers_only
@require_safe
def posters(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The posters that were accepted, and how many wait for a look; answers themselves are read in the call's table."""
    conference, reader = desk_conference_or_404(request, slug), reader_of(request)
    accepted = Poster.objects.filter(conference=conference, response__state__in=_STANDING)
    rows = accepted.select_related("response", "theme", "file")
    page = slice_of(request, rows, "number", A_PAGE, known=accepted)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "call": conference.posters,
        "standing": standing_of(conference),
        "page": page,
        "lines": [(each, country_name(each.country, reader.language), _trouble(each)) for each in page.rows],
    }
    return render(request, "conference/posters/desk.html", context)


def _trouble(poster: Poster) -> str:
    """Why readers do not see a poster; empty where they do."""
    if not poster.consented:
        return _("no consent to show it")
    if poster.file is None:
        return _("no file")
    if poster.file.quarantined_at is not None:
        return _("held back: the file is malicious")
    if poster.failed_at is not None:
        return _("its picture could not be drawn")
    return "" if poster.preview else _("its picture is being drawn")


@organizers_only
@posted_from(lambda slug: reverse("conference:desk_posters", args=[slug]))
def draw(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Draw the picture of one poster anew, or of all of which that has failed."""
    conference = desk_conference_or_404(request, slug)
    number = request.POST.get("poster", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) <= 9 else None
    count = draw_again(conference, wanted, actor(request), arrived_at(request))
    words = ngettext("%(count)s picture is drawn anew.", "%(count)s pictures are drawn anew.", count)
    messages.success(request, words % {"count": count})
    return redirect("conference:desk_posters", slug)


@organizers_only
@require_safe
def labels(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A label for each poster with its number and QR code, for the walls of the venue."""
    conference, reader = desk_conference_or_404(request, slug), reader_of(request)
    given = HttpResponse(labels_pdf(conference, reader, arrived_at(request)), content_type="application/pdf")
    given.headers["Content-Disposition"] = f'attachment; filename="{slug}-posters.pdf"'
    given.headers["Cache-Control"] = "private, no-store"
    return given
