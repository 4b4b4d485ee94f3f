"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.files import desk as files_desk
from heliograph.calls.retaining import views

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/retention/", views.retention, name="desk_retention"),
    path("calls/<slug:slug>/retention/now/", views.anonymise_now, name="desk_anonymise"),
    path("calls/<slug:slug>/answers/files/<uuid:public_id>/", files_desk.hold_file, name="desk_hold_file"),
]
