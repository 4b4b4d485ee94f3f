"""Every address of the site, by app."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("heliograph.home.urls")),
    path("", include("heliograph.frame.urls")),
    path("", include("heliograph.bulletin.urls")),
    path("", include("heliograph.calls.urls")),
    path("", include("heliograph.conference.urls")),
    path("", include("heliograph.events.urls")),
    path("", include("heliograph.library.urls")),
    path("", include("heliograph.network.urls")),
    path("desk/", include("heliograph.library.desk_urls")),
    path("desk/", include("heliograph.network.desk_urls")),
    path("desk/", include("heliograph.delivery.desk_urls")),
    path("mail/", include("heliograph.delivery.urls")),
    path("account/", include("heliograph.network.account.signin_urls")),
]
if settings.ANYMAIL:
    urlpatterns.append(path("mail/providers/", include("anymail.urls")))
