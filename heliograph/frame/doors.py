"""Who gets in: who is not signed in is asked to, who may not come in finds no such page."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def unlisted(response: Answer) -> Answer:
    """An answer whose address is a key: it is told to no other site and to no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def unlisted_form(response: Answer) -> Answer:
    """The same for a page whose form has a token against forgery: a browser tells this site, and no other, where the
    form comes from, or Django would refuse it.
    """
    unlisted(response).headers["Referrer-Policy"] = "same-origin"
    return response


def guarded(allowed: Callable[[Any], bool]) -> Callable[[View[P]], View[P]]:
    """A view for the people whom ``allowed`` names; its answers are never kept by a cache."""

    def guard(view: View[P]) -> View[P]:
        def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not allowed(request.user):
                raise Http404
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return update_wrapper(inside, view)

    return guard
