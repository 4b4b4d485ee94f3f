"""Whether a call is told of as a reminder on a day: the bulletin's label follows the rule by which letters remind."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.models import Call
from heliograph.calls.reminders.due import rules_on, was_announced
from heliograph.calls.reminders.mornings import days_left
from heliograph.calls.states import CallStatus, DeadlineKind


def is_reminder(call: Call, dates: Dates, at: datetime) -> bool:
    """Whether a call was announced before the day of ``at`` (aware) and closes no more days later than its earliest
    reminder. Days are those of the organizer's zone. No query where its rules were prefetched.
    """
    closes, rules = dates.until(DeadlineKind.CLOSES), rules_on(call)
    if call.status not in {CallStatus.PUBLISHED, CallStatus.COMPLETED} or closes is None or closes <= at or not rules:
        return False
    day = at.astimezone(ZoneInfo(call.zone)).date()
    return days_left(closes, day, call.zone) <= max(rules) and was_announced(call, dates, day, call.zone)
