"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.desk import call_views, file_views, programme_views, step_views

_PROGRAMME, _CALL = "programmes/<slug:slug>/", "calls/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("programmes/", programme_views.programmes, name="desk_programmes"),
    path("programmes/new/", programme_views.new_programme, name="desk_new_programme"),
    path(_PROGRAMME, programme_views.programme, name="desk_programme"),
    path(f"{_PROGRAMME}edit/", programme_views.edit_programme, name="desk_edit_programme"),
    path(f"{_PROGRAMME}delete/", programme_views.delete_programme, name="desk_delete_programme"),
    path(f"{_PROGRAMME}do/<slug:step>/", programme_views.programme_state, name="desk_programme_step"),
    path(f"{_PROGRAMME}picture/", file_views.picture, name="desk_programme_picture"),
    path(f"{_PROGRAMME}files/", file_views.add_programme_file, name="desk_add_programme_file"),
    path(f"{_PROGRAMME}files/<uuid:public_id>/", file_views.change_programme_file, name="desk_change_programme_file"),
    path(f"{_PROGRAMME}calls/new/", call_views.new_call, name="desk_new_call"),
    path("calls/", call_views.calls, name="desk_calls"),
    path(_CALL, call_views.call, name="desk_call"),
    path(f"{_CALL}edit/", call_views.edit_call, name="desk_edit_call"),
    path(f"{_CALL}move/", call_views.move_call, name="desk_move_call"),
    path(f"{_CALL}publish/", step_views.publish, name="desk_publish_call"),
    path(f"{_CALL}cancel/", step_views.cancel, name="desk_cancel_call"),
    path(f"{_CALL}delete/", step_views.delete_call, name="desk_delete_call"),
    path(f"{_CALL}do/<slug:name>/", step_views.step, name="desk_call_step"),
    path(f"{_CALL}files/", file_views.add_call_file, name="desk_add_call_file"),
    path(f"{_CALL}files/<uuid:public_id>/", file_views.change_call_file, name="desk_change_call_file"),
]
