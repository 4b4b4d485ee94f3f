"""Who gets to the pages about oneself: everybody who is signed in, each to his own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from heliograph.frame.doors import guarded
from heliograph.network.models import Person

P = ParamSpec("P")
OwnPage = Callable[Concatenate[HttpRequest, Person, P], HttpResponseBase]


def signed_in(page: OwnPage[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page about the person who is signed in, which is handed to it; who is not is asked to sign in."""

    @guarded(lambda person: isinstance(person, Person))
    @wraps(page)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        assert isinstance(request.user, Person)
        return page(request, request.user, *args, **kwargs)

    return opened


def asked_again(page: OwnPage[P]) -> OwnPage[P]:
    """A page for which the second factor must have been shown within five minutes, by who has one."""
    return cast("OwnPage[P]", reauthentication_required(app="allauth.mfa")(page))
