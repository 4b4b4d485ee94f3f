"""The page of an invitation, from the mailbox: what is offered, and one button each for yes and no."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heliograph.frame.reader import reader_of
from heliograph.network.desk.wording import place_of
from heliograph.network.inviting import offers
from heliograph.network.inviting.letters import last_day
from heliograph.network.inviting.links import Purpose, read
from heliograph.network.models import Invitation, Person
from heliograph.network.rules import is_secretariat
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused

_BACKEND = "heliograph.network.rights.RoleBackend"


def bad_link(request: HttpRequest) -> HttpResponse:
    """The link was cut or altered."""
    return render(request, "network/inviting/bad_link.html", status=404)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites to what until when; POST takes it up or declines it."""
    try:
        public_id = read(Purpose.INVITATION, token)
        found = Invitation.objects.select_related("organization", "invited_by").get(public_id=public_id)
    except (BadLink, Invitation.DoesNotExist):
        return bad_link(request)
    now = timezone.now()
    if request.method != "POST":
        return _show(request, found, now)
    try:
        if request.POST.get("do") == "decline":
            return _show(request, offers.decline(found.public_id, now), now)
        return _taken(request, found, now)
    except Refused as refused:
        return _show(request, found, now, refused.sentence, 409)


def _show(
    request: HttpRequest, found: Invitation, at: datetime, refusal: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "invitation": found,
        "place": place_of(found),
        "last_day": last_day(found, offers.zone_for(found)),
        "refusal": refusal or _why_not(found, at),
        **more,
    }
    return render(request, "network/inviting/invitation.html", context, status=status)


def _why_not(found: Invitation, at: datetime) -> str:
    """Why it cannot be taken up any more; empty where it can, and where it was."""
    if found.taken_at is not None or found.declined_at is not None:
        return ""
    try:
        offers.check_open(found, at)
    except Refused as refused:
        return refused.sentence
    return ""


def _taken(request: HttpRequest, found: Invitation, at: datetime) -> HttpResponse:
    reader = reader_of(request)
    taken = offers.take_up(found.public_id, at, zone=reader.zone, languages=reader.languages)
    found.refresh_from_db()
    return _show(request, found, at, signed_in=_signed_in(request, taken))


def _signed_in(request: HttpRequest, taken: offers.Taken) -> bool:
    """Sign a new person in, who has just answered from his mailbox; an account that was there asks for its code.

    The secretariat always signs in with a code and its second factor.
    """
    person: Person = taken.person
    if taken.new and not is_secretariat(person) and not request.user.is_authenticated:
        login(request, person, backend=_BACKEND)
        return True
    return request.user == person
