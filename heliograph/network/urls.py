"""Addresses of the network that are no desk's; each room has its own beside its views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "network"

urlpatterns: list[URLPattern | URLResolver] = []
