"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.delivery import views
from heliograph.delivery.catching import caught_views

app_name = "delivery"

urlpatterns: list[URLPattern | URLResolver] = [
    path("unsubscribe/<str:signed>/", views.unsubscribe, name="unsubscribe"),
    path("preferences/<str:signed>/", views.preferences, name="preferences"),
    path("caught/", caught_views.caught, name="caught"),
    path("caught/delete/", caught_views.delete_all, name="caught_delete"),
    path("caught/<str:name>/", caught_views.caught_message, name="caught_message"),
    path("caught/<str:name>/html/", caught_views.caught_html, name="caught_html"),
    path("caught/<str:name>/source/", caught_views.caught_source, name="caught_source"),
    path("caught/<str:name>/part/<int:number>/", caught_views.caught_part, name="caught_part"),
]
