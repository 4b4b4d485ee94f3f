"""The sessions of a conference that was held are placed as somebody does it by hand, and the timetable is published."""

from __future__ import annotations

from datetime import datetime

from heliograph.conference.models import Conference
from heliograph.conference.timetable import placing, publishing
from heliograph.conference.timetable.loading import load
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from heliograph.conference.timetable.trying import first_try
from heliograph.network.models import Person


def place_all(conference: Conference, by: Person, at: datetime) -> None:
    """Give every session the first place that fits, and publish; where there is none, nothing."""
    problem = load(conference, None, [conference.programme.source_language]).problem
    for session, spot in sorted(first_try(problem).items()):
        placing.move(conference, session, spot, _seen(conference), by, at)
    if conference.timetables.exists():
        publishing.publish(conference, _seen(conference), by, at)


def _seen(conference: Conference) -> str:
    return mark_of(shown_timetable(conference))
