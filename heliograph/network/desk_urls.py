"""Addresses of the network's desk, under ``/desk/``; each room has its own beside its views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "network_desk"

urlpatterns: list[URLPattern | URLResolver] = []
