"""Addresses of the frame itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView

from heliograph.frame import media, sheet

app_name = "frame"

_ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /account/\nDisallow: /mail/\nDisallow: /me/\n"


def robots(_request: HttpRequest) -> HttpResponse:
    """What a crawler need not look at."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


def favicon(_request: HttpRequest) -> HttpResponse:
    """Where browsers that ask by habit find the mark."""
    return redirect(static("frame/mark.svg"), permanent=False)


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("sheet/<slug:name>.<slug:digest>.css", sheet.serve, name="sheet"),
    path("media/<path:name>", media.serve, name="media"),
    path(
        "account/login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="login",
    ),
]
