"""Whether somebody has signed in from a browser before: a signed cookie in it says so, nothing is kept here.

The cookie has a name of the browser's own, made up, and for each person two marks: of the person and of the address,
neither of which can be worked out without the site's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from heliograph.frame.clients import client_address
from heliograph.network.account import letters
from heliograph.network.models import Person

COOKIE = "known"
_SALT = "heliograph.network.account.known"
_YEAR = 365 * 24 * 3600
#: A computer in a staff room is used by several people.
MOST = 8
_FIRST = "first-sign-in"
_BROWSER = "browser"


@dataclass(frozen=True)
class _Known:
    """What the cookie says: the browser's name, and the marks of who has signed in, by person."""

    browser: str
    marks: dict[str, str]


def _mark(what: str) -> str:
    return salted_hmac(_SALT, what).hexdigest()[:20]


def _read(request: HttpRequest) -> _Known:
    try:
        told = str(request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=_YEAR)).split()
    except BadSignature:
        told = []
    pairs = [part.partition(".")[::2] for part in told]
    named = [person for person, address in pairs if address == _BROWSER]
    return _Known(named[0] if named else "", {person: address for person, address in pairs if address != _BROWSER})


def browser_of(request: HttpRequest, address: str) -> str:
    """The name of a browser from which somebody has signed in with this address; empty where nobody has.

    Nothing is looked up: who asks does not learn whether an address is known.
    """
    known = _read(request)
    return known.browser if _mark(address) in known.marks.values() else ""


def note_first(request: HttpRequest, person: Person) -> None:
    """Remember until the sign-in is through whether it is the person's first: then no browser is new."""
    request.session[_FIRST] = person.last_login is None


def meet(request: HttpRequest, response: HttpResponse, person: Person, at: datetime) -> None:
    """Tell a person by letter that somebody has signed in from a new browser; know the browser from now on."""
    first, known, own = request.session.pop(_FIRST, False), _read(request), _mark(person.public_id.hex)
    if own not in known.marks and not first:
        agent, place = request.META.get("HTTP_USER_AGENT", ""), client_address(request)
        letters.new_device(person, agent, place, at)
    pairs = [(own, _mark(person.email)), *(pair for pair in known.marks.items() if pair[0] != own)][:MOST]
    told = [(known.browser or get_random_string(20), _BROWSER), *pairs]
    secure = settings.SESSION_COOKIE_SECURE
    value = " ".join(".".join(pair) for pair in told)
    response.set_signed_cookie(COOKIE, value, salt=_SALT, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
