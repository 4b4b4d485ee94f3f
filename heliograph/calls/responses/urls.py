"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.responses import view_views, views

_CALL = "calls/<slug:slug>/answers/"
_ONE = f"{_CALL}<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(_CALL, views.responses, name="desk_responses"),
    path(f"{_CALL}views/", view_views.save_view, name="desk_save_view"),
    path(f"{_CALL}views/<uuid:public_id>/", view_views.change_view, name="desk_change_view"),
    path(_ONE, views.response, name="desk_response"),
    path(f"{_ONE}notes/", views.add_note, name="desk_add_note"),
    path(f"{_ONE}notes/<uuid:note>/", views.delete_note, name="desk_delete_note"),
]
