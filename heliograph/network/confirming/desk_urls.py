"""Addresses of the confirmation on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.network.confirming import desk, opening

urlpatterns: list[URLPattern | URLResolver] = [
    path("confirmation/", desk.confirmation, name="confirmation"),
    path("confirmation/open/", opening.open_confirmation, name="open_confirmation"),
    path("confirmation/extend/", desk.extend_round, name="extend_confirmation"),
    path("confirmation/remind/", desk.remind_rest, name="remind_confirmation"),
    path("confirmation/export/", desk.export, name="export_unconfirmed"),
    path("schools/<uuid:public_id>/confirm/", desk.confirm_organization, name="confirm_organization"),
]
