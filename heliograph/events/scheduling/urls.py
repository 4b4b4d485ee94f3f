"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.scheduling import programme_views, repeat_views, time_views, views

_EVENT = "desk/events/<slug:slug>/"
_TIME = f"{_EVENT}times/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/events/", views.events, name="desk_events"),
    path("desk/events/new/", views.new_event, name="desk_new_event"),
    path(_EVENT, views.event, name="desk_event"),
    path(f"{_EVENT}edit/", views.edit, name="desk_edit_event"),
    path(f"{_EVENT}delete/", views.delete, name="desk_delete_event"),
    path(f"{_EVENT}do/<slug:step>/", views.step, name="desk_event_step"),
    path(f"{_EVENT}repeat/", repeat_views.repeat, name="desk_repeat_event"),
    path(f"{_EVENT}repeat/end/", repeat_views.end, name="desk_end_repeating"),
    path(f"{_EVENT}times/several/", repeat_views.many, name="desk_several_times"),
    path(f"{_EVENT}times/new/", time_views.new_time, name="desk_new_time"),
    path(_TIME, time_views.edit_time, name="desk_time"),
    path(f"{_TIME}following/", repeat_views.following, name="desk_following_times"),
    path(f"{_TIME}cancel/", time_views.cancel_time, name="desk_cancel_time"),
    path(f"{_TIME}do/<slug:step>/", time_views.time_step, name="desk_time_step"),
    path(f"{_EVENT}speakers/new/", programme_views.new_speaker, name="desk_new_speaker"),
    path(f"{_EVENT}speakers/<int:number>/", programme_views.edit_speaker, name="desk_speaker"),
    path(f"{_EVENT}documents/new/", programme_views.new_document, name="desk_new_document"),
    path(f"{_EVENT}documents/<int:number>/remove/", programme_views.remove_document, name="desk_remove_document"),
]
