"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.pages import views

urlpatterns: list[URLPattern] = [
    path("events/", views.events, name="events"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/follow/", views.follow, name="follow"),
    path("events/<slug:slug>/unfollow/", views.unfollow, name="unfollow"),
]
