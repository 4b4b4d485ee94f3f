"""Addresses of inviting and handing over on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.inviting import desk, handover_desk

urlpatterns: list[URLPattern] = [
    path("invitations/", desk.invitations, name="invitations"),
    path("invitations/new/", desk.invite, name="invite"),
    path("invitations/<uuid:public_id>/", desk.change_invitation, name="change_invitation"),
    path("handover/", handover_desk.handovers, name="handover"),
    path("handover/<uuid:public_id>/", handover_desk.change_handover, name="change_handover"),
]
