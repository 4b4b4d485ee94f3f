"""Addresses of the library, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.library import views

app_name = "library"

urlpatterns: list[URLPattern] = [
    path("library/", views.library, name="library"),
    path("library/files/<uuid:public_id>/", views.file, name="file"),
    path("library/files/<uuid:public_id>/cover.jpg", views.cover, name="cover"),
    path("library/collections/<slug:slug>/", views.collection, name="collection"),
    path("library/<slug:slug>/", views.document, name="document"),
    path("library/<slug:slug>/read/", views.read, name="read"),
]
