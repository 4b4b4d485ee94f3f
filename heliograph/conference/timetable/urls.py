"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.timetable import desk, setting_up

_HERE = "desk/conferences/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{_HERE}/timetable/", desk.timetable, name="desk_timetable"),
    path(f"{_HERE}/timetable/place/", desk.place, name="desk_place"),
    path(f"{_HERE}/timetable/solve/", desk.solve, name="desk_solve"),
    path(f"{_HERE}/timetable/publish/", desk.publish, name="desk_publish_timetable"),
    path(f"{_HERE}/rooms/", setting_up.rooms, name="desk_rooms"),
    path(f"{_HERE}/rooms/<uuid:room>/closed/", setting_up.closures, name="desk_closures"),
    path(f"{_HERE}/slots/", setting_up.slots, name="desk_slots"),
    path(f"{_HERE}/arrivals/", setting_up.arrivals, name="desk_arrivals"),
]
