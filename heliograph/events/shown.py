"""The times of an event as a reader is told them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from heliograph.calls.deadlines.moments import Moment, date_known
from heliograph.events.models import Occurrence
from heliograph.events.queries import ASSUMED
from heliograph.events.states import OccurrenceState, Standing
from heliograph.frame.reader import Reader
from heliograph.moments.stored import Stored, closing
from heliograph.moments.wording import When, write
from heliograph.moments.zones import instant, zone_info

#: Hours of the reader's day in which a time is proposed to him first.
CIVIL = (time(7), time(22))


def moment_of(occurrence: Occurrence) -> Moment:
    """When it begins, as dates of calls are kept; ``until`` is when it is over."""
    row = occurrence
    return Moment(row.start, over_at(row), row.zone, row.precision, row.words)


def stored_of(occurrence: Occurrence) -> Stored:
    """When it is, for what writes moments; what was cancelled is withdrawn.

    Of one that is known by a stretch of days (``about``) the start is that of its first day.
    """
    row, first = occurrence, about(occurrence)
    start = row.start if first is None else instant(datetime.combine(first, time()), row.zone)
    certain = row.start is not None and row.state != OccurrenceState.TENTATIVE
    cancelled = row.state == OccurrenceState.CANCELLED
    return Stored(
        "event" if certain else "tentative", start, row.end, row.zone, row.precision, withdrawn=cancelled,
        words=row.words,
    )  # fmt: skip


def about(occurrence: Occurrence) -> date | None:
    """The first day of the week, month … in which it will be, where its day is not known; else None."""
    return date_known(occurrence.words, occurrence.precision) if occurrence.start is None else None


def when_of(occurrence: Occurrence, reader: Reader, at: datetime) -> When:
    """When it is, in the reader's zone and language, with the organizer's time beneath. ``at`` is aware."""
    return write(stored_of(occurrence), reader_zone=reader.zone, language=reader.language, now=at)


def over_at(occurrence: Occurrence) -> datetime | None:
    """The instant at which it is over: its end, the end of its last day, an hour after it began where none is known."""
    if occurrence.start is None:
        return None
    if occurrence.precision == "minute":
        return occurrence.end or occurrence.start + ASSUMED
    return closing(stored_of(occurrence))


def standing_of(occurrence: Occurrence, at: datetime) -> Standing:
    """Its state as the clock makes it. ``at`` is aware."""
    if occurrence.state != OccurrenceState.CONFIRMED or occurrence.start is None:
        return Standing(occurrence.state)
    over = over_at(occurrence)
    if over is not None and over <= at:
        return Standing.HELD
    return Standing.NOW if occurrence.start <= at else Standing.CONFIRMED


def proposed(occurrences: Sequence[Occurrence], reader: Reader, at: datetime) -> Occurrence | None:
    """Which of several times is proposed to a reader: in a language of his, at a civil hour of his zone, the soonest.

    Among those that are still to come; None where none is. A language weighs more than an hour.
    """
    coming = [each for each in occurrences if standing_of(each, at) in {Standing.TENTATIVE, Standing.CONFIRMED}]
    return min(coming, key=lambda each: _distance(each, reader), default=None)


def _distance(occurrence: Occurrence, reader: Reader) -> tuple[int, bool, bool, datetime | None, int]:
    start = occurrence.start
    return (
        _language(occurrence, reader),
        not (start and is_civil(start, reader.zone or occurrence.zone)),
        start is None,
        start,
        occurrence.pk,
    )


def _language(occurrence: Occurrence, reader: Reader) -> int:
    """How far down the reader's list the first language is in which he can follow it; spoken before captions."""
    known = list(reader.languages)
    ranks = [2 * known.index(each) for each in occurrence.languages if each in known]
    ranks += [2 * known.index(each) + 1 for each in (*occurrence.captions, *occurrence.interpretation) if each in known]
    return min(ranks, default=2 * len(known))


def is_civil(at: datetime, zone: str) -> bool:
    """Whether an instant lies in the waking hours of a zone."""
    first, last = CIVIL
    return first <= at.astimezone(zone_info(zone)).time() < last
