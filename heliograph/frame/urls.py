"""Addresses of the frame itself."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from heliograph.frame import media, sheet

app_name = "frame"

urlpatterns = [
    path("sheet/<slug:name>.<slug:digest>.css", sheet.serve, name="sheet"),
    path("media/<path:name>", media.serve, name="media"),
    path(
        "account/login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="login",
    ),
]
