"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.home import views

app_name = "home"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
]
