"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.registering import desk, mine

_DESK = "desk/conferences/<slug:slug>"
_PUBLIC = "conferences/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/registrations/", desk.desk_board, name="desk_board"),
    path(f"{_DESK}/registrations/table.<slug:form>", desk.desk_board_table, name="desk_board_table"),
    path(f"{_DESK}/reminders/", desk.desk_remind, name="desk_remind"),
    path(f"{_DESK}/reminders/<int:number>/take-back/", desk.desk_take_back, name="desk_take_back"),
    path(f"{_DESK}/silent/", desk.desk_silent, name="desk_silent"),
    path(f"{_DESK}/letters/", desk.desk_letters, name="desk_letters"),
    path(f"{_DESK}/letters/<uuid:public_id>/", desk.desk_letter, name="desk_letter"),
    path(f"{_DESK}/letters/<uuid:public_id>/letter.pdf", desk.desk_letter_pdf, name="desk_letter_pdf"),
    path(f"{_PUBLIC}/stay/", mine.my_stay, name="my_stay"),
    path(f"{_PUBLIC}/stay/letter/<uuid:public_id>/", mine.my_letter, name="my_letter"),
    path(f"{_PUBLIC}/stay/with/<str:token>/", mine.stay_by_link, name="stay_by_link"),
    path(f"{_PUBLIC}/stay/with/<str:token>/letter/<uuid:public_id>/", mine.letter_by_link, name="letter_by_link"),
    path(f"{_PUBLIC}/letters/<str:code>/", mine.invitation_letter, name="invitation_letter"),
]
