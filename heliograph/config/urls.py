"""Every address of the site, by app."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("heliograph.home.urls")),
    path("", include("heliograph.frame.urls")),
    path("", include("heliograph.bulletin.urls")),
    path("mail/", include("heliograph.delivery.urls")),
    path("account/", include("allauth.urls")),
]
