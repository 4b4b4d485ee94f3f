"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.attending import check_in_views, desk, mine

_DESK = "desk/conferences/<slug:slug>"
_PUBLIC = "conferences/<slug:slug>"
#: The script that answers without a line does so for what lies below this address.
_DOOR = "check-in/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/badges/", desk.desk_badges, name="desk_badges"),
    path(f"{_DESK}/badges/badges.pdf", desk.desk_badges_pdf, name="badges_pdf"),
    path(f"{_DESK}/check-in/", desk.desk_door_keys, name="desk_door_keys"),
    path(f"{_DESK}/present/", desk.desk_present, name="desk_present"),
    path(f"{_DESK}/present/table.<slug:form>", desk.desk_present_table, name="desk_present_table"),
    path(f"{_DESK}/present/<uuid:mark>/undo/", desk.desk_undo_check_in, name="desk_undo_check_in"),
    path(f"{_DESK}/certificates/", desk.desk_participation_certificates, name="desk_participation_certificates"),
    path(
        f"{_DESK}/certificates/<str:code>/", desk.desk_participation_certificate, name="desk_participation_certificate"
    ),
    path(f"{_DOOR}/", check_in_views.check_in, name="check_in"),
    path(f"{_DOOR}/send/", check_in_views.check_in_send, name="check_in_send"),
    path(f"{_DOOR}/worker.js", check_in_views.check_in_worker, name="check_in_worker"),
    path(f"{_DOOR}/with/<str:token>/", check_in_views.check_in_by_key, name="check_in_by_key"),
    path(f"{_DOOR}/with/<str:token>/send/", check_in_views.check_in_send_by_key, name="check_in_send_by_key"),
    path(f"{_PUBLIC}/badge/", mine.my_badge, name="my_badge"),
    path(f"{_PUBLIC}/badge/certificate/<str:code>.pdf", mine.my_certificate, name="my_certificate"),
    path(f"{_PUBLIC}/badge/with/<str:token>/", mine.badge_by_link, name="badge_by_link"),
    path(
        f"{_PUBLIC}/badge/with/<str:token>/certificate/<str:code>.pdf",
        mine.certificate_by_link,
        name="certificate_by_link",
    ),
    path(f"{_PUBLIC}/certificates/<str:code>/", mine.participation_certificate, name="participation_certificate"),
]
