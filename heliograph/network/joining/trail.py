"""An application's way in words: what has happened, and what is expected of whom now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.network.joining.steps import STEPS, name_is_approved
from heliograph.network.models import Application, ApplicationEntry, Person
from heliograph.network.states import ApplicationState as State

_WORDS: dict[str, str | Promise] = {
    "write": _("The application was written."),
    "confirm": _("The address was confirmed; the application went to the National Coordinator."),
    "resubmit": _("The school corrected it and sent it again."),
    "withdraw": _("The school withdrew it."),
    "recommend": _("It was recommended to the secretariat."),
    "return": _("It was returned to the school to be corrected."),
    "admit": _("The school was admitted."),
    "send-back": _("The secretariat sent it back to the National Coordinator for a second look."),
    "decline": _("It was not accepted."),
    "reopen": _("It was taken up again."),
    "proofread": _("The school proofread its name."),
}
#: Steps whose note is written for the school.
_FOR_SCHOOL = frozenset({"return", "decline", "reopen"})
_EXPECTED: dict[State, str | Promise] = {
    State.UNCONFIRMED: _("Please confirm your address. Nothing has been sent to anybody yet."),
    State.APPLIED: _(
        "You need not do anything now. The National Coordinator looks at your application and writes to you."
    ),
    State.RETURNED: _("It is your turn: please correct what is asked for, and send the application again."),
    State.RECOMMENDED: _("You need not do anything now. The secretariat decides and writes to you."),
    State.ADMITTED: _("Welcome! Your school is a member; the certificate came by letter."),
    State.DECLINED: _("Nothing more is expected of you. Your school may apply again later."),
    State.WITHDRAWN: _("You withdrew this application. Your school may apply again at any time."),
}


@dataclass(frozen=True)
class Line:
    """One dated step; ``by`` is None where the school acted."""

    at: datetime
    words: str | Promise
    by: Person | None
    note: str


def _verb(before: str, after: str) -> str:
    """Which step leads from one state to the other."""
    if not before:
        return "write" if after == State.UNCONFIRMED else "confirm"
    return next((step.verb for step in STEPS.values() if before in step.takers and step.to == after), "confirm")


def _lines(entries: Iterable[ApplicationEntry], *, for_school: bool) -> Iterator[Line]:
    before = ""
    for entry in entries:
        verb = _verb(before, entry.state)
        note = entry.note if not for_school or verb in _FOR_SCHOOL else ""
        yield Line(entry.at, _WORDS[verb], entry.by, note)
        before = entry.state


def trail(application: Application, *, for_school: bool) -> list[Line]:
    """All steps, the oldest first; what colleagues write to one another is not for the school. One query."""
    found = list(_lines(application.entries.select_related("by").order_by("pk"), for_school=for_school))
    if application.name_approved_at is not None:
        found.append(Line(application.name_approved_at, _WORDS["proofread"], None, application.approved_name))
    return sorted(found, key=lambda line: line.at)


def asks_for_name(application: Application) -> bool:
    """Whether the school is to proofread its name now."""
    return application.state == State.RECOMMENDED and not name_is_approved(application)


def expected(application: Application) -> str | Promise:
    """What is expected of whom now, said to the school."""
    if asks_for_name(application):
        return _("It is your turn: please read your school’s name as it will be printed. The admission waits for it.")
    return _EXPECTED[State(application.state)]
