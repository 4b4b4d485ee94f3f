"""The site's addresses, and some that only the measuring needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from heliograph.bulletin.views import issue
from heliograph.home.views import front

BYTES = b"x" * 16_000


def finished_bytes(request: HttpRequest) -> HttpResponse:
    """The least that a view can do, behind all middleware."""
    return HttpResponse(BYTES)


def anew_front(request: HttpRequest) -> HttpResponse:
    return front.__wrapped__(request)


def anew_issue(request: HttpRequest) -> HttpResponse:
    return issue.__wrapped__(request, 22)


urlpatterns = [
    path("bench/bytes/", finished_bytes),
    path("bench/anew/", anew_front),
    path("bench/anew/issue/", anew_issue),
    path("", include("heliograph.config.urls")),
]
