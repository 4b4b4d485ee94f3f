"""How long answers to a call are kept: until the day that its organizer says, else some time after it closes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from heliograph.calls.deadlines.dates import Dates, dates_of, state_at
from heliograph.calls.models import Call
from heliograph.calls.states import CallState, DeadlineKind

#: In these states of a call nothing is answered any more.
OVER = frozenset({CallState.CLOSED, CallState.COMPLETED, CallState.CANCELLED})


def usual_until(call: Call, dates: Dates) -> date | None:
    """The day until which answers are kept where nobody has said another; None where the call has no end yet."""
    closes = dates.until(DeadlineKind.CLOSES)
    if closes is None:
        return None
    return closes.astimezone(ZoneInfo(call.zone)).date() + timedelta(days=settings.ANSWERS_KEPT_DAYS)


def kept_until(call: Call, dates: Dates) -> date | None:
    """The last day (in the call's zone) on which answers are as they were given; None where it is not known yet."""
    return call.retain_until or usual_until(call, dates)


def ends_at(call: Call, dates: Dates) -> datetime | None:
    """The instant (UTC) at which that day is over in the call's zone."""
    last = kept_until(call, dates)
    return datetime.combine(last + timedelta(days=1), time.min, ZoneInfo(call.zone)) if last is not None else None


def is_due(call: Call, at: datetime) -> bool:
    """Whether the answers are to be made anonymous at an instant: the day is over, and so is the call.

    ``call`` with its dates.
    """
    dates = dates_of(call)
    end = ends_at(call, dates)
    return call.anonymised_at is None and end is not None and end <= at and state_at(call, dates, at) in OVER
