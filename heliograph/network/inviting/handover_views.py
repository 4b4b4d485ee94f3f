"""The page of a handover, from the successor's mailbox: what is offered, and one button each for yes and no."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.frame.reader import reader_of
from heliograph.network.countries import country_name
from heliograph.network.forms import reading
from heliograph.network.inviting import handover
from heliograph.network.inviting.links import Purpose, read
from heliograph.network.inviting.views import bad_link
from heliograph.network.models import Handover
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """Say who hands what over and from when; POST accepts or declines it."""
    try:
        public_id = read(Purpose.HANDOVER, token)
        found = Handover.objects.select_related("giver").get(public_id=public_id)
    except (BadLink, Handover.DoesNotExist):
        return bad_link(request)
    now = timezone.now()
    if request.method != "POST":
        return _show(request, found, _why_not(found, now))
    try:
        return _show(request, _answered(request, found, now))
    except Refused as refused:
        return _show(request, found, refused.sentence, 409)


def _answered(request: HttpRequest, found: Handover, at: datetime) -> Handover:
    if request.POST.get("do") == "decline":
        return handover.decline(found.public_id, at)
    reader = reader_of(request)
    return handover.accept(found.public_id, at, zone=reader.zone, languages=reader.languages)


def _why_not(found: Handover, at: datetime) -> str:
    """Why it cannot be accepted any more; empty where it can, and where it was answered."""
    if found.taken_back_at is None and (found.accepted_at is not None or found.declined_at is not None):
        return ""
    try:
        handover.check_open(found, at)
    except Refused as refused:
        return refused.sentence
    return ""


def _show(request: HttpRequest, found: Handover, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"handover": found, "country": country_name(found.country, reading()), "refusal": refusal}
    return render(request, "network/inviting/take_over.html", context, status=status)
