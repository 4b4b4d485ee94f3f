"""When a request arrived: before its body was read, which on a slow line takes minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone


class Arrival:
    """Notes the instant. Stands first, so that a deadline is judged by when the request came, not by its upload."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.arrived_at = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)


def arrived_at(request: HttpRequest) -> datetime:
    """The instant (aware, UTC) at which a request arrived; now for one that came past the middleware."""
    at: datetime = getattr(request, "arrived_at", None) or timezone.now()
    return at
