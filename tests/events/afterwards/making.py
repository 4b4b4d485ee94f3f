"""What these tests need besides: a recording, and somebody who is registered for a time, or came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from heliograph.calls.models import Response
from heliograph.events.models import EventDocument, Occurrence
from heliograph.events.registering.models import Registration
from heliograph.network.models import Person
from tests.calls import factories as calls
from tests.events import factories
from tests.library.factories import document
from tests.network.factories import NOW, person

CAPTIONS = """WEBVTT

00:01.000 --> 00:04.000
<v Ms Diop>Welcome to the travelling notebook

01:01:05.000 --> 01:01:09.000
The notebook goes from school to school
"""
ARABIC = """WEBVTT

00:01.000 --> 00:04.000
مرحباً بكم في الدفتر المسافر

00:05.000 --> 00:09.000
ينتقل من مدرسة إلى مدرسة
"""


def recording(of: Any = None, **fields: Any) -> EventDocument:
    """A recording beside an event, which is a public document of the library."""
    event = of or factories.event()
    made: EventDocument = EventDocument.objects.create(
        event=event, document=fields.pop("document", None) or document("Recording"), part="recording", **fields
    )
    return made


def registered(at: Occurrence, who: Person | None = None, came: datetime | None = None, **fields: Any) -> Registration:
    """A confirmed registration for a time; ``came`` says when its link was used. Fields of the response may follow."""
    event = at.event
    if event.registration is None:
        event.registration = calls.call(programme=event.programme)
        event.save()
    one = who or person()
    first = {"state": "confirmed", "slot": f"p{one.pk}", "submitted_at": NOW, "created_at": NOW, "saved_at": NOW}
    response = Response.objects.create(
        call=event.registration, question_set=event.registration.question_sets.get(), person=one, **{**first, **fields}
    )
    made: Registration = Registration.objects.create(response=response, occurrence=at, made_at=NOW, joined_at=came)
    return made
