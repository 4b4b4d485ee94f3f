"""The table of a call's responses, and one response with what organizers note about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call, Response
from heliograph.calls.responses import notes
from heliograph.calls.responses.asking import sent_to
from heliograph.calls.responses.models import ResponseNote
from heliograph.calls.responses.one import fetched, page_of_one
from heliograph.calls.responses.saved import first_of
from heliograph.calls.responses.table import table
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.network.states import Refused


@organizers_only
@require_safe
def responses(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The table; who comes without a question sees the view that he has put first."""
    call = call_or_404(request, slug)
    if not request.GET and (first := first_of(call, actor(request))) is not None and first.query:
        return redirect(f"{request.path}?{first.query}")
    return render(request, "calls/desk/responses/table.html", table(request, call))


@organizers_only
@require_safe
def response(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """One response, and the way to its neighbours in the table that it was opened from."""
    call = call_or_404(request, slug)
    return _page(request, call, _response_or_404(call, public_id))


def _response_or_404(call: Call, public_id: UUID) -> Response:
    found: Response = get_object_or_404(fetched(sent_to(call)), public_id=public_id)
    return found


def _page(
    request: HttpRequest, call: Call, found: Response, refusal: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    context = page_of_one(request, call, found, refusal, text)
    return render(request, "calls/desk/responses/one.html", context, status=status)


def _one(slug: str, public_id: UUID, **_more: object) -> str:
    return reverse("calls:desk_response", args=[slug, public_id])


def _back(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """To the page of a response, with the table's question that it had."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{_one(slug, public_id)}{query}#notes")


@organizers_only
@posted_from(_one)
def add_note(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Write a note down about a response."""
    call = call_or_404(request, slug)
    found, text = _response_or_404(call, public_id), request.POST.get("text", "")
    try:
        notes.add_note(found, text, actor(request), arrived_at(request), request.POST.get("token", ""))
    except Refused as refused:
        return _page(request, call, found, refused.sentence, text, 422)
    messages.success(request, _("The note is written down."))
    return _back(request, slug, public_id)


@organizers_only
@posted_from(_one)
def delete_note(request: HttpRequest, slug: str, public_id: UUID, note: UUID) -> HttpResponseBase:
    """Delete a note of one's own."""
    call = call_or_404(request, slug)
    found = get_object_or_404(sent_to(call), public_id=public_id)
    row = get_object_or_404(ResponseNote, response=found, public_id=note)
    try:
        notes.delete_note(row, actor(request))
        messages.success(request, _("The note is deleted."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _back(request, slug, public_id)
