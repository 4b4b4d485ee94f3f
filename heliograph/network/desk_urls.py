"""Addresses of the network's desk, under ``/desk/``; each room has its own beside its views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from heliograph.network.audiences import desk_urls as audiences_desk_urls
from heliograph.network.confirming import desk_urls as confirming_desk_urls
from heliograph.network.desk import desk_urls as desk_desk_urls
from heliograph.network.inviting import desk_urls as inviting_desk_urls
from heliograph.network.joining import desk_urls as joining_desk_urls
from heliograph.network.merging import desk_urls as merging_desk_urls
from heliograph.network.sheets import desk_urls as sheets_desk_urls

app_name = "network_desk"

urlpatterns: list[URLPattern | URLResolver] = [
    *audiences_desk_urls.urlpatterns,
    *desk_desk_urls.urlpatterns,
    *inviting_desk_urls.urlpatterns,
    *joining_desk_urls.urlpatterns,
    *confirming_desk_urls.urlpatterns,
    *merging_desk_urls.urlpatterns,
    *sheets_desk_urls.urlpatterns,
]
