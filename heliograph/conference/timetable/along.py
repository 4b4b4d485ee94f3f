"""What goes along when a conference gets other days or another zone: slots, closures of rooms, arrivals, absences.

All of these were written on the clock of the place, and stay at their times there: a zone that was wrong is put right,
and “09:00” stays “09:00”. A conference that is put off takes slots and arrivals along by as many days; what was said of
a day of the calendar, that a room is closed or somebody away, stays on that day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.conference.doors import log
from heliograph.conference.models import Conference
from heliograph.conference.timetable import changes
from heliograph.conference.timetable.models import RoomClosure
from heliograph.conference.timetable.slots import on_the_clock, wall
from heliograph.conference.timetable.versions import published_timetable
from heliograph.moments.locales import write_day
from heliograph.network.models import Person
from heliograph.network.states import Refused


class Frame(NamedTuple):
    """The days of a conference and the zone of its place."""

    first: date
    last: date
    zone: str


def frame_of(conference: Conference) -> Frame:
    """The days and the zone that a conference has at present."""
    return Frame(conference.first_day, conference.last_day, conference.zone)


def take_along(held: Conference, before: Frame, by: Person, at: datetime) -> None:
    """Let what was written on the clock of the place stay at its time there, after days or zone have changed.

    For the transaction that saves them. What that changes in public is written down, and told. Raises Refused:
    ``other-days`` where a slot would lie outside the conference, ``unclear`` where the clocks change over one.
    """
    days = _days_to_go(held, before)
    if not days and held.zone == before.zone:
        return
    public = published_timetable(held)
    said = changes.standing(public)
    _move_slots(held, before.zone, days)
    _move_absences(held, before.zone)
    if public is not None:
        changes.note(public, said, at)
    log(held, "slots-moved", by, at, days=days.days, zone=held.zone)


def _days_to_go(held: Conference, before: Frame) -> timedelta:
    """None where all slots lie on its days as they are; else as many as its first day was moved by."""
    found = {wall(each, before.zone).date() for each in held.slots.values_list("begins", flat=True)}
    put_off = held.first_day - before.first
    for days in (timedelta(0), put_off):
        if all(held.first_day <= day + days <= held.last_day for day in found):
            return days
    outside = min(day for day in found if not held.first_day <= day <= held.last_day)
    words = _("The timetable has slots on %(day)s, which would not be a day of the conference. Move them first.")
    raise Refused("other-days", words % {"day": write_day(outside, get_language() or "en")})


def _moved(held: Conference, instant: datetime, zone: str, days: timedelta = timedelta(0)) -> datetime:
    """The same time of the clock in the zone that the place has now, so many days later."""
    return on_the_clock(held, wall(instant, zone) + days)


def _move_slots(held: Conference, zone: str, days: timedelta) -> None:
    slots, arrivals = list(held.slots.all()), list(held.arrivals.all())
    for each in slots:
        each.begins, each.ends = (_moved(held, end, zone, days) for end in (each.begins, each.ends))
    for arrival in arrivals:
        arrival.at = _moved(held, arrival.at, zone, days)
    held.slots.bulk_update(slots, ["begins", "ends"])
    held.arrivals.bulk_update(arrivals, ["at"])


def _move_absences(held: Conference, zone: str) -> None:
    """When rooms are closed and people away: on the same days, by the clock that the place has now."""
    closures = list(RoomClosure.objects.filter(room__conference=held))
    for closure in closures:
        closure.begins, closure.ends = (_moved(held, end, zone) for end in (closure.begins, closure.ends))
    RoomClosure.objects.bulk_update(closures, ["begins", "ends"])
    sessions = [each for each in held.sessions_held.all() if each.not_at]
    for session in sessions:
        session.not_at = [
            [_moved(held, datetime.fromisoformat(end), zone).isoformat() for end in pair] for pair in session.not_at
        ]
    held.sessions_held.bulk_update(sessions, ["not_at"])
