"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.registering import desk, views

urlpatterns: list[URLPattern] = [
    path("join/letter/<str:token>/", views.join_reminded, name="join_reminded"),
    path("join/<str:token>/", views.join, name="join"),
    path("join/<str:token>/renew/", views.renew, name="join_renew"),
    path("desk/events/<slug:slug>/registration/", desk.open_it, name="desk_open_registration"),
    path("desk/events/<slug:slug>/registrants/", desk.registrants, name="desk_registrants"),
    path("desk/events/<slug:slug>/registrants/list/", desk.door_list, name="desk_door_list"),
    path("desk/events/<slug:slug>/registrants/came/", desk.came, name="desk_came"),
    path("desk/events/<slug:slug>/registrants/renew/", desk.renew, name="desk_renew_link"),
]
