"""The export of responses that were picked; it is posted, and the log of the call says who took what."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.desk.entries import log
from heliograph.calls.doors import organizers_only
from heliograph.calls.exporting.writing import ZIP, Taking
from heliograph.calls.exporting.writing import export as exported
from heliograph.calls.responses.selecting import selection_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import FORMATS
from heliograph.network.states import Refused


def _table(slug: str, format: str) -> str:
    return reverse("calls:desk_responses", args=[slug])


@organizers_only
@posted_from(_table)
def export(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    """Save the responses that were picked; ``anonymous`` leaves out what says who somebody is."""
    found = call_or_404(request, slug)
    if format not in {*FORMATS, ZIP}:
        raise Http404
    taking = Taking(actor(request), timezone.now(), reader_of(request).language, "anonymous" not in request.POST)
    try:
        picked = selection_of(request.POST, found, taking.by)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("calls:desk_responses", found.slug)
    count = picked.responses.count()
    log(found, "export", taking.by, taking.at, format=format, count=count, personal=taking.personal)
    return exported(found, picked.responses, format, taking)
