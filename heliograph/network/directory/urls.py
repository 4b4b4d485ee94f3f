"""The public face of the network: map, directory, the page of a school."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.directory import views

urlpatterns: list[URLPattern] = [
    path("network/", views.network_map, name="map"),
    path("network/schools/", views.directory, name="directory"),
    path("network/schools/<uuid:public_id>/", views.school, name="school"),
]
