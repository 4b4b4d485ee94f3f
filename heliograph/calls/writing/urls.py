"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.writing import views

_CALL = "calls/<slug:slug>/messages/"

urlpatterns: list[URLPattern] = [
    path(_CALL, views.message, name="desk_message"),
    path(f"{_CALL}<uuid:public_id>/", views.call_message, name="desk_call_message"),
    path(f"{_CALL}<uuid:public_id>/letters/<slug:language>/", views.letter, name="desk_message_letter"),
]
