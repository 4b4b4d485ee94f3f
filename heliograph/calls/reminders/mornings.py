"""The mornings of the world: at which instant it is nine o'clock in which zones, and how many days are left there.

Pure. A slot is an instant (UTC) at a full quarter of an hour, by which all zones' nine o'clock can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from heliograph.frame.reader import valid_zone
from heliograph.moments.zones import instant

#: When reminders leave, by the reader's own clock.
HOUR = time(9)
#: How long after that a morning that was missed is caught up, and after which no letter goes any more.
CAUGHT_UP, CIVIL = timedelta(hours=9), timedelta(hours=11)
_QUARTER = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """All zones in which a person can be, by name."""
    return tuple(sorted(name for name in available_timezones() if valid_zone(name)))


def slots(at: datetime) -> Iterator[datetime]:
    """The mornings that may be under way at an instant, the earliest first."""
    moment = at.astimezone(UTC)
    last = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    earliest = moment - CAUGHT_UP
    count = (last - earliest) // _QUARTER
    yield from (last - number * _QUARTER for number in range(count, -1, -1))


@lru_cache(maxsize=1024)
def clock(zone: str) -> ZoneInfo:
    """The clock of a zone, kept: ``ZoneInfo`` itself remembers but a few, and reads others from their files again."""
    return ZoneInfo(zone)


@lru_cache(maxsize=128)
def mornings(slot: datetime) -> dict[str, date]:
    """The zones in which it is nine o'clock at an instant, each with the day that it has there."""
    found = ((name, slot.astimezone(clock(name))) for name in zones())
    return {name: local.date() for name, local in found if local.time() == HOUR}


def morning_of(day: date, zone: str) -> datetime:
    """The instant (UTC) at which reminders leave on a day of a zone."""
    return instant(datetime.combine(day, HOUR), zone)


def last_day(closes: datetime, zone: str) -> date:
    """The last day of a zone on which something that closes at an instant can be done: midnight ends the day before."""
    return (closes - _MINUTE).astimezone(clock(zone)).date()


def days_left(closes: datetime, day: date, zone: str) -> int:
    """How many days of a zone are left on one of them; 0 on the last."""
    return (last_day(closes, zone) - day).days
