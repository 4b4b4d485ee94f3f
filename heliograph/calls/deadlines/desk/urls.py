"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.deadlines.desk import dates, edition, extensions

_EXTENSION = "calls/<slug:slug>/dates/more-time/<uuid:person>/<slug:kind>/"

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/dates/", dates.dates, name="desk_dates"),
    path("calls/<slug:slug>/dates/checked/", dates.checked, name="desk_dates_checked"),
    path("calls/<slug:slug>/dates/more-time/", extensions.give, name="desk_extension"),
    path(_EXTENSION, extensions.take_back, name="desk_take_extension"),
    path("calls/<slug:slug>/dates/<slug:kind>/", dates.date, name="desk_date"),
    path("calls/<slug:slug>/dates/<slug:kind>/take-away/", dates.take_date, name="desk_take_date"),
    path("calls/<slug:slug>/new-edition/", edition.of_call, name="desk_call_edition"),
    path("programmes/<slug:slug>/new-edition/", edition.of_programme, name="desk_programme_edition"),
    path("programmes/<slug:slug>/dates/", edition.programme_dates, name="desk_programme_dates"),
]
