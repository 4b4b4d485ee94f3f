"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.figuring import views

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/figures/", views.page, name="desk_figures"),
    path("calls/<slug:slug>/figures/<slug:key>.svg", views.saved, name="desk_figure"),
]
