"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.observances import desk, mailbox, views

urlpatterns: list[URLPattern] = [
    path("days/", views.days, name="days"),
    path("days/letter/<str:token>/", mailbox.days_of_letter, name="days_of_letter"),
    path("days/themes/<slug:theme>/follow/", views.follow_theme, name="follow_theme"),
    path("days/<slug:key>/", views.day, name="day"),
    path("days/<slug:key>/follow/", views.follow, name="follow_day"),
    path("desk/days/", desk.days, name="desk_days"),
    path("desk/days/new/", desk.new_day, name="desk_new_day"),
    path("desk/days/<slug:key>/", desk.day, name="desk_day"),
    path("desk/days/<slug:key>/place/", desk.place, name="desk_place_on_day"),
    path("desk/days/<slug:key>/delete/", desk.delete_day, name="desk_delete_day"),
    path("desk/days/<slug:key>/<slug:name>/", desk.step, name="desk_day_step"),
]
