"""Addresses of duplicates on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.network.merging import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("duplicates/", desk.duplicates, name="duplicates"),
    path("duplicates/apart/", desk.tell_apart, name="tell_apart"),
    path("schools/<uuid:public_id>/merge/", desk.merge_page, name="merge"),
    path("merges/<uuid:public_id>/undo/", desk.undo_merge, name="undo_merge"),
]
