"""The site's addresses where a provider is set up."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("mail/providers/", include("anymail.urls")),
    path("", include("heliograph.config.urls")),
]
