"""Addresses of the pages on which calls are read and answered."""

from __future__ import annotations

from django.urls import path

from heliograph.calls.answering import page, views

urlpatterns = [
    path("calls/<slug:slug>/", page.call, name="call"),
    path("calls/<slug:slug>/answer/", views.answer, name="answer"),
    path("calls/<slug:slug>/answer/link/", page.send_link, name="send_link"),
    path("calls/<slug:slug>/answer/sent/", page.link_sent, name="link_sent"),
    path("calls/<slug:slug>/answer/with/<str:signed>/", views.answer_signed, name="answer_signed"),
]
