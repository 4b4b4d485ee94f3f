"""Several times of an event cancelled or moved in one act, all or none, which one letter tells to each reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.events.models import Event, Occurrence
from heliograph.events.scheduling import timing
from heliograph.events.scheduling.doors import hold_registration
from heliograph.events.shown import when_of
from heliograph.frame.reader import Reader
from heliograph.moments.precision import Precision
from heliograph.moments.zones import instant, zone_info
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: So many times are changed in one act: one letter has to name them all.
MOST = 40


@dataclass(frozen=True)
class Shift:
    """By how many days times are moved, and to which hour of the clock on the wall; None: each keeps its own.

    An hour that the clocks skip is meant as the clock would have gone on, as in a rule; what is known by the day has no
    hour. A time lasts as long as it did.
    """

    days: int = 0
    clock: time | None = None

    def to(self, at: datetime, zone: str) -> datetime:
        """Where an instant is moved to."""
        wall = at.astimezone(zone_info(zone)).replace(tzinfo=None) + timedelta(days=self.days)
        if self.clock is not None:
            wall = datetime.combine(wall.date(), self.clock)
        return instant(wall, zone)

    def of(self, row: Occurrence) -> dict[str, Any]:
        """The fields of a time that is moved. Raises Refused where no day of it is known."""
        if row.start is None:
            raise Refused("no-day", _("No day is known yet: it cannot be moved along with others."))
        if row.precision != Precision.MINUTE:
            whole = Shift(self.days)
            return {"start": whole.to(row.start, row.zone), "end": row.end and whole.to(row.end, row.zone)}
        start = self.to(row.start, row.zone)
        return {"start": start, "end": row.end and start + (row.end - row.start)}


def cancel_all(event: Event, times: Iterable[Occurrence], reason: str, by: Person, at: datetime) -> int:
    """Cancel times of an event for one reason; returns how many. Raises Refused, and then none is."""
    return _each(event, times, lambda row, act: timing.cancel(row, reason, by, at, act), at)


def move_all(event: Event, times: Iterable[Occurrence], shift: Shift, reason: str, by: Person, at: datetime) -> int:
    """Move times of an event alike; returns how many. Raises Refused, and then none is."""
    if shift == Shift():
        raise Refused("no-shift", _("Say by how many days they are moved, or to which hour."))
    return _each(event, times, partial(_move, shift, reason, by, at), at)


def _move(shift: Shift, reason: str, by: Person, at: datetime, row: Occurrence, act: UUID) -> None:
    if timing.is_over(row, at):
        raise Refused("over", _("This time is over: it cannot be moved any more."))
    timing.change_time(row, shift.of(row), by, at, reason, act=act)


@transaction.atomic
def _each(event: Event, times: Iterable[Occurrence], change: Callable[[Occurrence, UUID], object], at: datetime) -> int:
    """Change times one after another, always in the same order, so that two acts do not wait for each other."""
    rows = sorted(times, key=lambda row: row.pk)
    if not rows:
        raise Refused("none", _("Choose the times that are meant."))
    if len(rows) > MOST:
        raise Refused("too-many", _("Choose %(count)d times at most at once.") % {"count": MOST})
    hold_registration(event)
    act = uuid4()
    for row in rows:
        try:
            change(row, act)
        except Refused as refused:
            words = {"when": _when(row, at), "why": refused.sentence}
            raise Refused(refused.code, _("%(when)s: %(why)s") % words) from refused
    return len(rows)


def _when(row: Occurrence, at: datetime) -> str:
    return when_of(row, Reader((get_language() or "en",), row.zone), at).first
