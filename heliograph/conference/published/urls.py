"""Addresses of the public programme: its pages, its calendars, what is printed, the script that keeps it."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.published import feeds, keeping, mine, printing, views

_ALL = "conferences/<slug:slug>/programme/"
_SESSION = "conferences/<slug:slug>/sessions/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, views.programme, name="conference_programme"),
    path(f"{_ALL}mine/", mine.my_programme, name="my_conference_programme"),
    path("conferences/<slug:slug>/worker.js", keeping.programme_worker, name="programme_worker"),
    path("conferences/<slug:slug>/programme.ics", feeds.programme_ics, name="programme_ics"),
    path("conferences/<slug:slug>/programme.pdf", printing.programme_pdf, name="programme_pdf"),
    path(f"{_SESSION}session.ics", feeds.session_ics, name="session_ics"),
    path(f"{_SESSION}interest/", views.interest, name="interest"),
    path("desk/conferences/<slug:slug>/doors.pdf", printing.doors_pdf, name="desk_doors"),
]
