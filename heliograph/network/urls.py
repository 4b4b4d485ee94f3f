"""Addresses of the network that are no desk's; each room has its own beside its views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from heliograph.network.account import urls as account_urls
from heliograph.network.confirming import urls as confirming_urls
from heliograph.network.directory import urls as directory_urls
from heliograph.network.inviting import urls as inviting_urls
from heliograph.network.joining import urls as joining_urls

app_name = "network"

urlpatterns: list[URLPattern | URLResolver] = [
    *directory_urls.urlpatterns,
    *account_urls.urlpatterns,
    *inviting_urls.urlpatterns,
    *joining_urls.urlpatterns,
    *confirming_urls.urlpatterns,
]
