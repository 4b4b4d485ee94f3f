"""A date as people choose it, made into the instants that a row keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heliograph.calls.models import Deadline
from heliograph.frame.fields import unclear
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, day_in
from heliograph.moments.zones import instant
from heliograph.network.states import Refused


@dataclass(frozen=True)
class Moment:
    """When something is, or until when; the fields are those of ``models.Deadline``. ``at`` None: to be announced."""

    at: datetime | None
    until: datetime | None
    zone: str
    precision: str = Precision.MINUTE
    words: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {
            "at": self.at,
            "until": self.until,
            "zone": self.zone,
            "precision": str(self.precision),
            "words": self.words,
        }

    def wall(self) -> datetime | None:
        """What the clock on the organizer's wall shows at ``at``; naive."""
        return None if self.at is None else self.at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)


def moment_of(row: Deadline) -> Moment:
    """What a row says."""
    return Moment(row.at, row.until, row.zone, row.precision, row.words)


def on_day(day: date, zone: str) -> Moment:
    """A whole day of a zone: it is over when that day ends there. Raises Refused for a day that the zone left out."""
    at = instant(datetime.combine(day, time()), zone)
    if day_in(at, zone) != day:
        raise Refused("no-such-day", _("This day does not exist in this time zone. Choose the day before or after it."))
    return Moment(at, closing(Stored("deadline", at, None, zone, Precision.DAY)), zone, Precision.DAY)


def at_minute(wall: datetime, zone: str) -> Moment:
    """A naive wall time of a zone. Raises Refused where the clocks skip it, or show it twice."""
    if trouble := unclear(wall, zone):
        raise Refused("no-such-time", trouble)
    at = instant(wall.replace(second=0, microsecond=0), zone)
    return Moment(at, at, zone)


def later(words: str, zone: str) -> Moment:
    """A date that is to be announced; ``words`` say what is known of it ("first week of February")."""
    return Moment(None, None, zone, Precision.DAY, words.strip()[:200])
