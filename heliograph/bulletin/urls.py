"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "bulletin"

urlpatterns: list[URLPattern | URLResolver] = []
