"""The conference that a question is about, with its formats and the half-days on which sessions are given."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic

from heliograph.calls.questions.records import Question
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Format
from heliograph.conference.theme_question import CONFERENCE
from heliograph.frame.keeping import Shelf
from heliograph.moments.zones import instant

MORNING, AFTERNOON = "am", "pm"
_NOON = time(13)
#: Seconds for which it is not read again: a table or an export tells thousands of answers in a row.
_TRUSTED = 0.02


@dataclass(frozen=True)
class Known:
    """A conference and its formats by key, in their order."""

    conference: Conference
    formats: Mapping[str, Format]


_known: Shelf[tuple[float, Known | None]] = Shelf(64)


def known_by(question: Question) -> Known | None:
    """What a question asks about; None where that is no conference. Two queries, read once for rows in a row."""
    key, now = str(question.settings.get(CONFERENCE, "")), monotonic()
    kept = _known.get(key)
    if kept is None or now - kept[0] > _TRUSTED:
        kept = (now, _read(key))
        _known.put(key, kept)
    return kept[1]


def _read(key: str) -> Known | None:
    try:
        programme = uuid.UUID(key)
    except ValueError:
        return None
    found = Conference.objects.with_programme().filter(programme__public_id=programme).first()
    return Known(found, {each.key: each for each in found.formats.all()}) if found is not None else None


def half_days(conference: Conference) -> Iterator[tuple[str, date, str]]:
    """The half-days of a conference: the key of each, its day, and which half."""
    for number in range((conference.last_day - conference.first_day).days + 1):
        day = conference.first_day + timedelta(days=number)
        for half in (MORNING, AFTERNOON):
            yield f"{day.isoformat()}-{half}", day, half


def stretch_of(conference: Conference, key: str) -> tuple[datetime, datetime] | None:
    """The first and last instant of a half-day in the zone of the place; None for one that there is no more."""
    for known, day, half in half_days(conference):
        if known == key:
            next_day = day + timedelta(days=1)
            first = datetime.combine(day, time() if half == MORNING else _NOON)
            last = datetime.combine(day, _NOON) if half == MORNING else datetime.combine(next_day, time())
            return instant(first, conference.zone), instant(last, conference.zone)
    return None
