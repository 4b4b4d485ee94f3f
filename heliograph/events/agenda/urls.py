"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.agenda import feeds, own_page, views

urlpatterns: list[URLPattern] = [
    path("agenda/", views.agenda, name="agenda"),
    path("calendars/all.ics", feeds.everything, name="calendar_all"),
    path("calendars/programmes/<slug:slug>.ics", feeds.programme, name="calendar_programme"),
    path("calendars/countries/<slug:code>.ics", feeds.country, name="calendar_country"),
    path("calendars/days/<slug:theme>.ics", feeds.days, name="calendar_days"),
    path("calendars/mine/<slug:secret>.ics", feeds.mine, name="calendar_mine"),
    path("events/<slug:slug>/event.ics", feeds.event_ics, name="event_ics"),
    path("me/calendar/", own_page.my_calendar, name="my_calendar"),
]
