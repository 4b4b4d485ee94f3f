"""An event for which people register, made for tests; and the form as a browser sends it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from heliograph.calls.lifecycle.acting import Act, Done
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.models import Call, Response
from heliograph.calls.questions import versions
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.making import open_registration
from heliograph.events.registering.models import Registration
from heliograph.network.models import Person
from tests.events.factories import event, occurrence
from tests.network.factories import NOW, person, with_role


def registration(of: Event | None = None, *times: dict[str, Any]) -> tuple[Event, Call, list[Occurrence]]:
    """An event, the call by which people register, and its times; one in a week where none are given."""
    mine = of or event()
    rows = [occurrence(mine, **each) for each in times or ({},)]
    call = open_registration(mine, with_role(person(), "secretariat"), NOW)
    mine.refresh_from_db()
    return mine, call, rows


def register(to: Call, time: Occurrence, by: Person | None = None, seat: str = "line", **more: Any) -> Response:
    """Somebody registers for a time, by the life cycle itself."""
    return send(to, time, by or person(), seat, **more).response


def send(to: Call, time: Occurrence, by: Person, seat: str = "line", at: Any = NOW, **more: Any) -> Done:
    sheet = Sheet(versions.current(to), {"time": f"{time.public_id}:{seat}"}, more.pop("language", "en"))
    return submit(to, Subject(by, **more), sheet, Act(at, by, token=uuid4().hex))


def place(of: Response) -> Registration:
    return Registration.objects.select_related("occurrence__event", "response__call__programme").get(response=of)
