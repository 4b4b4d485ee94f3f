"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.exporting import views

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/answers/export/<slug:format>/", views.export, name="desk_export"),
]
