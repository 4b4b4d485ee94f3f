"""Addresses of this room, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.calls.mine import by_link, desk, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/answers/", views.my_answers, name="my_answers"),
    path("answers/<uuid:public_id>/", views.response, name="response"),
    path("answers/<uuid:public_id>/do/<slug:name>/", views.step, name="response_step"),
    path("answers/with/<str:token>/", by_link.response_signed, name="response_signed"),
    path("answers/with/<str:token>/do/<slug:name>/", by_link.response_signed_step, name="response_signed_step"),
    path("calls/<slug:slug>/reconfirm/<str:token>/", by_link.reconfirm, name="reconfirm"),
    path("desk/calls/<slug:slug>/reconfirm/", desk.reconfirming, name="desk_reconfirm"),
]
