"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from heliograph.conference.report import desk, views

_PUBLIC, _DESK = "conferences/<slug:slug>/", "desk/conferences/<slug:slug>/"
urlpatterns = [
    path(f"{_PUBLIC}report/", views.report, name="report"),
    path(f"{_PUBLIC}report.pdf", views.report_pdf, name="report_pdf"),
    path(f"{_PUBLIC}photographs/<uuid:public_id>/", views.photograph, name="photograph"),
    path(f"{_DESK}report/", desk.report, name="desk_report"),
    path(f"{_DESK}report/make/", desk.make_edition, name="desk_make_report"),
    path(f"{_DESK}report/publish/", desk.publish, name="desk_publish_report"),
    path(f"{_DESK}photographs/", desk.pictures, name="desk_photographs"),
    path(f"{_DESK}photographs/<uuid:public_id>/", desk.picture, name="desk_photograph"),
]
