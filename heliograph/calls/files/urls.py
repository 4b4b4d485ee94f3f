"""Addresses of this room, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.files import views

urlpatterns: list[URLPattern] = [path("answers/files/<uuid:public_id>/", views.file, name="file")]
