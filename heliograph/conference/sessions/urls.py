"""Addresses of sessions: the list, one session, the board of ideas, the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.sessions import desk, idea_views, views

_ALL = "conferences/<slug:slug>/sessions/"
_ONE = f"{_ALL}<uuid:public_id>/"
_IDEAS = "conferences/<slug:slug>/ideas/"
_IDEA = f"{_IDEAS}<uuid:public_id>/"
_DESK = "desk/conferences/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, views.sessions, name="sessions"),
    path(_ONE, views.session, name="session"),
    path(f"{_ONE}name/", views.session_name, name="session_name"),
    path(_IDEAS, idea_views.ideas, name="ideas"),
    path(f"{_IDEAS}new/", idea_views.new_idea, name="new_idea"),
    path(_IDEA, idea_views.idea, name="idea"),
    path(f"{_IDEA}join/", idea_views.offer_partner, name="offer_partner"),
    path(f"{_IDEA}close/", idea_views.close_idea, name="close_idea"),
    path(f"{_IDEA}offers/<uuid:offer>/", idea_views.answer_offer, name="answer_offer"),
    path(f"{_IDEAS}offer/<str:token>/", idea_views.partner_offer, name="partner_offer"),
    path(f"{_DESK}sessions/", desk.sessions, name="desk_sessions"),
    path(f"{_DESK}sessions/<uuid:public_id>/minutes/", desk.minutes, name="desk_minutes"),
    path(f"{_DESK}formats/", desk.formats_page, name="desk_formats"),
]
