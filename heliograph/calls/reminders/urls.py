"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.reminders import desk, views

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/not-this-one/", views.not_this_one, name="not_this_one"),
    path("calls/<slug:slug>/not-this-one/<str:token>/", views.not_this_one_signed, name="not_this_one_signed"),
    path("calls/<slug:slug>/answer/reminded/<str:token>/", views.answer_reminded, name="answer_reminded"),
    path("desk/calls/<slug:slug>/reminders/", desk.reminders, name="desk_reminders"),
]
