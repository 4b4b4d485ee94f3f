"""What is looked at with every request of somebody who is signed in: when it was, and whether a factor is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authenticator_removed, authenticator_used
from django.contrib.auth import SESSION_KEY
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from heliograph.network.account import factor, sessions
from heliograph.network.models import Person

Answer = Callable[[HttpRequest], HttpResponseBase]
#: What somebody of the secretariat reaches without a second factor: the pages to set one up, the way out, the style.
OPEN = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", "frame:sheet", "frame:favicon",
        "frame:robots",
    }
)  # fmt: skip
#: Where somebody wanted to go when he was held up for his factor.
WANTED = "after-factor"


def _person(request: HttpRequest) -> Person | None:
    """The person who is signed in; asked of the database only where the session names one."""
    if request.session.get(SESSION_KEY) is None or not isinstance(request.user, Person):
        return None
    return request.user


class LastSeen:
    """Marks the session of each request as seen."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = _person(request)
        if person is not None:
            sessions.see(request, person, timezone.now())
        return self.get_response(request)


class SecondFactorRequired:
    """Holds up who must have a second factor and has none, or has not shown it since his session began."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, _named: Any
    ) -> HttpResponseRedirect | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN:
            return None
        person = _person(request)
        if person is None or factor.shown_in(request) or not factor.must_have_factor(person):
            return None
        return _to_factor(request, person)


def _to_factor(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    """To the page that sets up a factor, or to the one that asks for it; kept is where a GET wanted to go."""
    wanted = request.get_full_path() if request.method == "GET" else ""
    if factor.has_factor(person):
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return HttpResponseRedirect(f"{get_adapter().get_reauthentication_methods(person)[0]['url']}{query}")
    request.session[WANTED] = wanted or request.session.get(WANTED, "")
    return redirect("mfa_index")


def _used(request: HttpRequest, **_given: Any) -> None:
    factor.note_shown(request)


def _gone(request: HttpRequest, **_given: Any) -> None:
    factor.note_gone(request)


def _began(request: HttpRequest, **_given: Any) -> None:
    request.session[sessions.SEEN] = timezone.now().timestamp()


def watch() -> None:
    """Listen to what happens at sign-in; for ``ready()``."""
    authenticator_used.connect(_used, dispatch_uid="factor-used")
    authenticator_removed.connect(_gone, dispatch_uid="factor-gone")
    auth_signals.user_logged_in.connect(_began, dispatch_uid="session-began")
