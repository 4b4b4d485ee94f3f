"""Addresses of this room, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.programmes import views

urlpatterns: list[URLPattern] = [
    path("calls/", views.calls, name="calls"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
]
