"""Addresses of programmes, calls and answers, room by room; those of the desk begin with ``desk/``."""

from __future__ import annotations

from django.urls import include, path

from heliograph.calls.answering.urls import urlpatterns as answering
from heliograph.calls.corresponding.urls import urlpatterns as corresponding
from heliograph.calls.deadlines.desk.urls import urlpatterns as deadlines_desk
from heliograph.calls.deadlines.urls import urlpatterns as deadlines
from heliograph.calls.desk.urls import urlpatterns as desk
from heliograph.calls.files.urls import urlpatterns as files
from heliograph.calls.mine.urls import urlpatterns as mine
from heliograph.calls.programmes.urls import urlpatterns as programmes
from heliograph.calls.questions.desk.urls import urlpatterns as questions_desk

app_name = "calls"

urlpatterns = [
    *programmes,
    *answering,
    *deadlines,
    *mine,
    *corresponding,
    *files,
    path("desk/", include([*desk, *deadlines_desk, *questions_desk])),
]
