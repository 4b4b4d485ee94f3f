"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.questions.desk import beginning, editing, history, listing, previewing

_OF = "calls/<slug:slug>/questions/"

urlpatterns: list[URLPattern] = [
    path(_OF, listing.questions, name="desk_questions"),
    path(f"{_OF}add/", editing.choose_type, name="desk_choose_question"),
    path(f"{_OF}add/<slug:type_key>/", editing.new_question, name="desk_add_question"),
    path(f"{_OF}begin/", beginning.begin, name="desk_begin_questions"),
    path(f"{_OF}versions/", history.versions, name="desk_question_versions"),
    path(f"{_OF}versions/<int:version>/", history.version, name="desk_question_version"),
    path(f"{_OF}one/<slug:key>/", editing.edit_question, name="desk_question"),
    path(f"{_OF}one/<slug:key>/move/", listing.move_question, name="desk_move_question"),
    path(f"{_OF}one/<slug:key>/copy/", listing.copy_question, name="desk_copy_question"),
    path(f"{_OF}one/<slug:key>/remove/", listing.remove_question, name="desk_remove_question"),
    path("calls/<slug:slug>/preview/", previewing.preview, name="desk_preview_call"),
]
