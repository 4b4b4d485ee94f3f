"""Addresses of programmes, calls and answers, room by room; those of the desk begin with ``desk/``."""

from __future__ import annotations

from django.urls import include, path

from heliograph.calls.answering.urls import urlpatterns as answering
from heliograph.calls.corresponding.urls import urlpatterns as corresponding
from heliograph.calls.deadlines.desk.urls import urlpatterns as deadlines_desk
from heliograph.calls.deadlines.urls import urlpatterns as deadlines
from heliograph.calls.deciding.urls import urlpatterns as deciding
from heliograph.calls.desk.urls import urlpatterns as desk
from heliograph.calls.exporting.urls import urlpatterns as exporting
from heliograph.calls.figuring.urls import urlpatterns as figuring
from heliograph.calls.files.urls import urlpatterns as files
from heliograph.calls.mine.urls import urlpatterns as mine
from heliograph.calls.programmes.urls import urlpatterns as programmes
from heliograph.calls.questions.desk.urls import urlpatterns as questions_desk
from heliograph.calls.reminders.urls import urlpatterns as reminders
from heliograph.calls.responses.urls import urlpatterns as responses_desk
from heliograph.calls.retaining.urls import urlpatterns as retaining
from heliograph.calls.reviewing.desk.urls import urlpatterns as reviewing_desk
from heliograph.calls.reviewing.urls import urlpatterns as reviewing
from heliograph.calls.writing.urls import urlpatterns as writing

app_name = "calls"

urlpatterns = [
    *programmes,
    *answering,
    *deadlines,
    *mine,
    *corresponding,
    *files,
    *reviewing,
    *reminders,
    path(
        "desk/",
        include(
            [
                *desk,
                *deadlines_desk,
                *questions_desk,
                *exporting,
                *figuring,
                *retaining,
                *responses_desk,
                *deciding,
                *writing,
                *reviewing_desk,
            ]
        ),
    ),
]
