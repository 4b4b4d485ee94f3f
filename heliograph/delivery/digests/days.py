"""When letters that come together leave: every second Monday, at seven in the morning in the organizer's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from heliograph.moments.zones import instant

#: The topic of the letter that brings the others together. It is not registered: nobody chooses it by itself.
TOPIC = "digest"
#: A Monday from which the two weeks are counted, backwards too.
ANCHOR = date(2026, 1, 5)
EVERY = timedelta(days=14)
HOUR = time(7)


def leaves_at(day: date) -> datetime:
    """The moment (UTC) at which the digest of a day leaves."""
    return instant(datetime.combine(day, HOUR), settings.ORGANIZER_ZONE)


def digest_day(at: datetime) -> date:
    """The latest day, in the organizer's zone, whose digest has left or is due at ``at``."""
    today = at.astimezone(ZoneInfo(settings.ORGANIZER_ZONE)).date()
    day = ANCHOR + (today - ANCHOR) // EVERY * EVERY
    return day if leaves_at(day) <= at else day - EVERY


def next_leaving(at: datetime) -> datetime:
    """The moment (UTC) at which the next digest leaves, after ``at``."""
    return leaves_at(digest_day(at) + EVERY)
