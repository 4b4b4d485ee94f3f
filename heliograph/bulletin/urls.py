"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from heliograph.bulletin import feeds, views

app_name = "bulletin"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("heliograph.bulletin.desk_urls")),
    path("issues/", views.archive, name="archive"),
    path("issues/atom.xml", feeds.atom, name="atom"),
    path("issues/feed.json", feeds.json_feed, name="json_feed"),
    path("issues/calendar.ics", feeds.calendar_ics, name="calendar_ics"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/bulletin.pdf", feeds.issue_pdf, name="issue_pdf"),
    path("issues/<int:number>/calendar.ics", feeds.issue_ics, name="issue_ics"),
    path("issues/<int:number>/<slug:slug>/", views.item, name="item"),
]
