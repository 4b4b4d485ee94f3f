"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.events.afterwards import desk, views

urlpatterns: list[URLPattern] = [
    path("certificates/attendance/<str:code>/", views.certificate, name="certificate"),
    path("captions/<uuid:public_id>.vtt", views.captions, name="captions"),
    path("after/<str:token>/", views.after, name="after"),
    path("after/<str:token>/<uuid:response>/certificate/", views.after_certificate, name="after_certificate"),
    path("after/<str:token>/<uuid:response>/feedback/", views.after_feedback, name="after_feedback"),
    path("desk/events/<slug:slug>/after/", desk.after, name="desk_after"),
    path("desk/events/<slug:slug>/after/captions/", desk.add_captions, name="desk_add_captions"),
    path(
        "desk/events/<slug:slug>/after/captions/<uuid:public_id>/remove/",
        desk.remove_captions,
        name="desk_remove_captions",
    ),
    path("desk/events/<slug:slug>/after/letter/<uuid:public_id>/", desk.letter, name="desk_after_letter"),
    path("desk/events/<slug:slug>/after/floor/", desk.open_floor, name="desk_open_floor"),
    path("desk/events/<slug:slug>/feedback/", desk.feedback, name="desk_feedback"),
    path("desk/events/<slug:slug>/feedback.<str:form>", desk.feedback_table, name="desk_feedback_table"),
    path("desk/events/<slug:slug>/certificates/", desk.certificates, name="desk_certificates"),
    path("desk/events/<slug:slug>/certificates/<str:code>/", desk.certificate, name="desk_certificate"),
]
