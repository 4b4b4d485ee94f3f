"""Whether somebody has signed in from a browser before: a signed cookie in it says so, nothing is kept here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from heliograph.frame.clients import client_address
from heliograph.network.account import letters
from heliograph.network.models import Person

COOKIE = "known"
_SALT = "heliograph.network.account.known"
_YEAR = 365 * 24 * 3600
#: A computer in a staff room is used by several people.
MOST = 8
_FIRST = "first-sign-in"


def _mark(person: Person) -> str:
    return salted_hmac(_SALT, person.public_id.hex).hexdigest()[:20]


def _marks(request: HttpRequest) -> list[str]:
    try:
        return str(request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=_YEAR)).split()
    except BadSignature:
        return []


def note_first(request: HttpRequest, person: Person) -> None:
    """Remember until the sign-in is through whether it is the person's first: then no browser is new."""
    request.session[_FIRST] = person.last_login is None


def meet(request: HttpRequest, response: HttpResponse, person: Person, at: datetime) -> None:
    """Tell a person by letter that somebody has signed in from a new browser; know the browser from now on."""
    first, known = request.session.pop(_FIRST, False), _marks(request)
    if _mark(person) not in known and not first:
        agent, place = request.META.get("HTTP_USER_AGENT", ""), client_address(request)
        letters.new_device(person, agent, place, at)
    marks = [_mark(person), *(mark for mark in known if mark != _mark(person))][:MOST]
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(
        COOKIE, " ".join(marks), salt=_SALT, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure
    )
