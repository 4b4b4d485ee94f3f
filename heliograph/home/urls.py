"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.home import views
from heliograph.home.desk import desk

app_name = "home"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("desk/", desk, name="desk"),
]
