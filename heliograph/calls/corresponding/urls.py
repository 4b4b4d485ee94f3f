"""Addresses of this room, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.corresponding import joint_page, together

urlpatterns: list[URLPattern] = [
    path("answers/joint/<str:token>/", joint_page.joint, name="joint"),
    path("answers/<uuid:public_id>/together/", together.together, name="together"),
    path("answers/<uuid:public_id>/together/<uuid:member>/<slug:do>/", together.change, name="together_change"),
]
