"""The dates of a call as they are now, and where it stands by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from heliograph.calls.models import Call, Deadline, Extension
from heliograph.calls.states import CallState, CallStatus, DeadlineKind
from heliograph.moments.stored import Stored

_STATED = {
    CallStatus.DRAFT: CallState.DRAFT,
    CallStatus.COMPLETED: CallState.COMPLETED,
    CallStatus.CANCELLED: CallState.CANCELLED,
}


@dataclass(frozen=True)
class Dates:
    """The current dates of a call by kind, and how long after closing answers are taken still.

    ``given`` are the instants (UTC) until which one person has more time.
    """

    by_kind: Mapping[DeadlineKind, Deadline]
    grace: timedelta = timedelta()
    given: Mapping[DeadlineKind, datetime] | None = None

    def get(self, kind: DeadlineKind) -> Deadline | None:
        return self.by_kind.get(kind)

    def until(self, kind: DeadlineKind) -> datetime | None:
        """The instant (UTC) at which something is over for everybody; None where it has no date, or none yet."""
        found = self.by_kind.get(kind)
        return found.until if found else None

    def own_until(self, kind: DeadlineKind) -> datetime | None:
        """The same for the person who was given more time."""
        general, own = self.until(kind), (self.given or {}).get(kind)
        return max(general, own) if general and own else general

    def is_over(self, kind: DeadlineKind, at: datetime) -> bool:
        """Whether a date is past for the person, grace included; never where there is none."""
        until = self.own_until(kind)
        if until is None:
            return False
        return at >= until + (self.grace if kind == DeadlineKind.CLOSES else timedelta())

    @property
    def opens_at(self) -> datetime | None:
        found = self.by_kind.get(DeadlineKind.OPENS)
        return found.at if found else None

    def begun(self, at: datetime) -> bool:
        """Whether answers are taken already: there is no opening date, or it is past."""
        found = self.by_kind.get(DeadlineKind.OPENS)
        return found is None or (found.at is not None and found.at <= at)

    def given_more(self, extensions: Iterable[Extension]) -> Dates:
        """The dates for a person who was given more time."""
        return Dates(self.by_kind, self.grace, {DeadlineKind(each.kind): each.until for each in extensions})


def dates_of(call: Call) -> Dates:
    """The current dates of a call. No query where its deadlines were prefetched (``CallQuerySet.dated``)."""
    current = {DeadlineKind(row.kind): row for row in call.deadlines.all() if row.replaced_at is None}
    return Dates(current, timedelta(minutes=call.grace))


def state_at(call: Call, dates: Dates, at: datetime) -> CallState:
    """Where a call stands at an instant (aware), for everybody: personal extensions do not count.

    Once its answers were made anonymous it takes none any more, whatever dates it is given.
    """
    stated = _STATED.get(CallStatus(call.status))
    if stated is None and call.anonymised_at is not None:
        return CallState.COMPLETED
    if stated is not None:
        return stated
    if not dates.begun(at):
        return CallState.ANNOUNCED
    until = dates.until(DeadlineKind.CLOSES)
    return CallState.CLOSED if until is not None and at >= until else CallState.OPEN


def stored(deadline: Deadline) -> Stored:
    """The moment that a deadline is, to be written in words."""
    kind = "tentative" if deadline.at is None else "deadline"
    replaced = deadline.replaced_at is not None
    return Stored(kind, deadline.at, None, deadline.zone, deadline.precision, withdrawn=replaced, words=deadline.words)
