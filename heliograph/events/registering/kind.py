"""The kind of call by which people register for an event: its places are those of the event's times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from heliograph.calls.kinds import Answers, Column, Defaults, Enclosed, LetterView, Outcome
from heliograph.calls.kinds.plain import Registration as PlainRegistration
from heliograph.calls.models import Call, Response
from heliograph.calls.states import DeadlineKind, Verb
from heliograph.events.models import Occurrence
from heliograph.events.pages.addresses import path_of
from heliograph.events.registering.enclosing import awaits, enclosed
from heliograph.events.registering.keeping import keep_place
from heliograph.events.registering.models import Registration
from heliograph.events.registering.places import TIME, event_of, of_use_until, place_of
from heliograph.events.states import OccurrenceState

D = DeadlineKind


class EventRegistration(PlainRegistration):
    """A call that belongs to no event is a plain registration."""

    key = "event"
    label = gettext_lazy("registration for an event")
    about = gettext_lazy("People register for one of the times of an event. It is opened on the page of the event.")
    action = pgettext_lazy("button", "Register")
    order = 110
    defaults = Defaults(minutes=2, deadlines=(D.OPENS, D.CLOSES))
    #: Who is registered is told of the times themselves (``scheduling/telling.py``).
    told_dates: ClassVar[frozenset[DeadlineKind]] = frozenset(D) - {D.CLOSES}

    def check(self, call: Call, answers: Answers, response: Response | None) -> Mapping[str, str]:
        if event_of(call) is None:
            return {}
        place = place_of(call, answers.get(TIME))
        if place is None:
            return {TIME: _("Choose the time at which you take part.")}
        if response is not None and response.share == place.key and response.submitted_at is not None:
            return {}
        return {TIME: said} if (said := _forbidden(place.occurrence, response)) else {}

    def share(self, call: Call, answers: Answers) -> str:
        place = place_of(call, answers.get(TIME))
        return place.key if place is not None else ""

    def room(self, call: Call, share: str) -> int | None:
        place = place_of(call, share)
        return place.room if place is not None else None

    def of_use_until(self, call: Call, share: str, at: datetime) -> datetime | None:
        place = place_of(call, share)
        return of_use_until(place.occurrence, at) if place is not None else None

    def is_scarce(self, call: Call) -> bool:
        limited = Q(rooms__isnull=False) | Q(lines__isnull=False)
        return super().is_scarce(call) or Occurrence.objects.filter(limited, event__registration=call).exists()

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        keep_place(response, verb, at)

    def enclosed(self, response: Response, verb: Verb, view: LetterView) -> Enclosed:
        return enclosed(response, verb, view)

    def awaits(self, response: Response, view: LetterView) -> Sequence[str]:
        return awaits(response, view)

    def outcome(self, call: Call) -> Outcome | None:
        event = event_of(call)
        return Outcome(_("See the page of the event."), path_of(event)) if event is not None else None

    def columns(self, call: Call) -> Sequence[Column]:
        if event_of(call) is None:
            return ()
        of = _Attendance(call)
        return (
            Column("joined", gettext_lazy("Joined online"), of.moment("joined_at")),
            Column("came", gettext_lazy("Came"), of.moment("came_at")),
        )


class _Attendance:
    """When those who answered a call took part, read once for a whole table."""

    def __init__(self, call: Call) -> None:
        self._call, self._rows = call, dict[int, Registration]()
        self._read = False

    def moment(self, field: str) -> Callable[[Response], str]:
        """The instant in a field, in UTC as ISO 8601 has it; empty where there is none."""

        def of(response: Response) -> str:
            row = self._of(response)
            at: Any = getattr(row, field) if row is not None else None
            return at.isoformat(timespec="minutes") if at is not None else ""

        return of

    def _of(self, response: Response) -> Registration | None:
        if not self._read:
            found = Registration.objects.filter(response__call=self._call)
            self._rows = {row.response_id: row for row in found.only("response", "joined_at", "came_at")}
            self._read = True
        return self._rows.get(response.pk)


def _forbidden(occurrence: Occurrence, response: Response | None) -> str:
    """Why one cannot choose a time, as a sentence; empty where one can. That it is over, ``keeping`` says."""
    if occurrence.state == OccurrenceState.CANCELLED:
        return _("This time is over, or was cancelled. Choose another one.")
    if response is not None and Registration.objects.filter(response=response).exclude(joined_at=None).exists():
        return _("You have taken part already. To take part in another time besides, ask the organizer.")
    return ""
