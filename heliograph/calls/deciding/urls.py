"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.deciding import sheet_views, text_views, views

_CALL = "calls/<slug:slug>/"
_BATCH = f"{_CALL}decide/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CALL}decide/", views.decide, name="desk_decide"),
    path(f"{_CALL}decide/texts/", text_views.texts, name="desk_decision_texts"),
    path(_BATCH, views.batch, name="desk_decision_batch"),
    path(f"{_BATCH}undo/", views.undo, name="desk_undo_decisions"),
    path(f"{_CALL}decisions/", sheet_views.decisions, name="desk_decisions"),
    path(f"{_CALL}decisions/<slug:form>/", sheet_views.sheet, name="desk_decision_sheet"),
    path(f"{_CALL}late/", text_views.late, name="desk_late"),
]
