"""A date as people choose it, made into the instants that a row keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heliograph.calls.models import Deadline
from heliograph.frame.fields import TWICE, unclear
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored, closing, day_in, span_start
from heliograph.moments.zones import FIRST, SECOND, Fold, fold_of, instant
from heliograph.network.states import Refused

_EXACT = frozenset({Precision.MINUTE, Precision.DAY})


@dataclass(frozen=True)
class Moment:
    """When something is, or until when; the fields are those of ``models.Deadline``. ``at`` None: to be announced.

    What is known of a date that is to be announced is a stretch of days (``sometime``), which each reader gets in his
    language: ``precision`` says how long it is, ``words`` is its first day in ISO 8601. Older rows have words of the
    organizer's in ``words``, and the precision of a day.
    """

    at: datetime | None
    until: datetime | None
    zone: str
    precision: str = Precision.MINUTE
    words: str = ""

    @property
    def about(self) -> date | None:
        """The first day of the stretch in which a date will be that is to be announced; None where nobody knows it."""
        return date_known(self.words, self.precision) if self.at is None else None

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


def at_minute(wall: datetime, zone: str, which: str | None = None) -> Moment:
    """A naive wall time of a zone; of one that the clocks show twice the FIRST or the SECOND.

    Raises Refused: ``no-such-time`` where the clocks skip it, ``twice`` where they show it twice and it is not said
    which; ``which`` None: nobody can say it.
    """
    found = fold_of(wall, zone)
    if found == Fold.GAP or (found == Fold.FOLD and which is None):
        raise Refused("no-such-time", unclear(wall, zone))
    if found == Fold.FOLD and which not in {FIRST, SECOND}:
        raise Refused("twice", str(TWICE))
    at = instant(wall.replace(second=0, microsecond=0, fold=int(which == SECOND)), zone)
    return Moment(at, at, zone)


def later(words: str, zone: str) -> Moment:
    """A date that is to be announced; ``words`` are empty, or those of a row from before (``Moment``)."""
    return Moment(None, None, zone, Precision.DAY, words.strip()[:200])


def sometime(day: date, precision: str, zone: str) -> Moment:
    """A date that is to be announced, and will be in the week that begins on a day, or in the month … around it."""
    return Moment(None, None, zone, Precision(precision), span_start(day, precision).isoformat())


def date_known(words: str, precision: str) -> date | None:
    """The first day that ``words`` name, where the precision is one of a stretch of days; else None."""
    try:
        return None if precision in _EXACT else date.fromisoformat(words)
    except ValueError:
        return None
