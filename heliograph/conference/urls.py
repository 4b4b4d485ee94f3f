"""Every address of conferences, by room."""

from __future__ import annotations

from django.urls import path

from heliograph.conference import desk
from heliograph.conference.attending.urls import urlpatterns as attending
from heliograph.conference.posters.urls import urlpatterns as posters
from heliograph.conference.published.urls import urlpatterns as published
from heliograph.conference.registering.urls import urlpatterns as registering
from heliograph.conference.report.urls import urlpatterns as report
from heliograph.conference.sessions.urls import urlpatterns as sessions
from heliograph.conference.timetable.urls import urlpatterns as timetable

app_name = "conference"
urlpatterns = [
    path("desk/conferences/", desk.conferences, name="desk_conferences"),
    path("desk/conferences/new/", desk.new_conference, name="desk_new_conference"),
    path("desk/conferences/<slug:slug>/", desk.conference, name="desk_conference"),
    path("desk/conferences/<slug:slug>/edit/", desk.edit_conference, name="desk_edit_conference"),
    path("desk/conferences/<slug:slug>/calls/<slug:part>/", desk.open_call, name="desk_open_call"),
    path("desk/conferences/<slug:slug>/themes/", desk.themes, name="desk_themes"),
    *registering,
    *attending,
    *posters,
    *sessions,
    *timetable,
    *published,
    *report,
]
