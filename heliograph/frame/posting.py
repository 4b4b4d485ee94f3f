"""Addresses that only take what a form sends: who follows one, or reloads it, is led to the page of the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


def see_other(page: str) -> HttpResponse:
    """To a page in place of what was asked for (303): nothing was done, and nothing is said of who may do it."""
    return HttpResponseRedirect(page, status=303)


def posted_from(page: Callable[..., str]) -> Callable[[View], View]:
    """A view that is posted to, and reads nothing; ``page`` gives the form's page for the arguments of the address."""

    def decorated(view: View) -> View:
        @wraps(view)
        def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return see_other(page(*args, **kwargs))
            return view(request, *args, **kwargs)

        return require_http_methods(["GET", "HEAD", "POST"])(led)

    return decorated
