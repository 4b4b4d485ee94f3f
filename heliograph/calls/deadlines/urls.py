"""Addresses of this room, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.deadlines import views

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/follow/", views.follow, name="follow"),
    path("calls/<slug:slug>/dates.ics", views.call_ics, name="call_ics"),
]
