"""Addresses of inviting that are reached from a mailbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.inviting import handover_views, views

urlpatterns: list[URLPattern] = [
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("handovers/<str:token>/", handover_views.take_over, name="take_over"),
]
