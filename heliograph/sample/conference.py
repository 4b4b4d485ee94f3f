"""The conference of the sample: what its calls become, where it is, its rooms and slots.

``data/calls/conference.json`` has the words. ``holding.py`` makes of its answers what a conference makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Call, Programme
from heliograph.conference import editing
from heliograph.conference.calls import take_call
from heliograph.conference.models import Conference, Theme
from heliograph.conference.timetable.rooms import save_arrivals, save_room
from heliograph.conference.timetable.slots import save_slot
from heliograph.moments.zones import instant
from heliograph.network.countries import Region
from heliograph.network.models import Person
from heliograph.sample.words import REVIEWED, words_in


def words() -> Mapping[str, Any]:
    """What is written of the conference."""
    return words_in("conference")


def play(call: Call, part: str, by: Person, at: datetime) -> Call:
    """Let a call of the sample play a part of the conference, which is made with the first of them."""
    conference = Conference.objects.filter(programme=call.programme).first()
    conference = conference or make(call.programme, words(), by, at)
    return take_call(conference, part, call, by, at)


def make(programme: Programme, told: Mapping[str, Any], by: Person, at: datetime) -> Conference:
    """Make a conference of a programme on its days; ``told`` is where it is and who signs its letters."""
    first = programme.begins or at.date()
    fields = {
        **{name: told[name] for name in ("zone", "country", "address", "signatory", "place")},
        "event": None,
        "first_day": first,
        "last_day": programme.ends or first + timedelta(days=2),
    }
    made = editing.make_conference(programme, fields, by, at)
    Theme.objects.bulk_create(
        Theme(conference=made, key=each["key"], name=LazyI18nString(each["name"]), position=position)
        for position, each in enumerate(words()["themes"])
    )
    return made


def rooms_and_slots(conference: Conference, told: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Rooms, slots and arrivals, as the desk enters them."""
    rooms = [save_room(conference, None, each, REVIEWED, by, at) for each in told["rooms"]]
    for each in told["slots"]:
        begins, ends = (_wall(conference, each, clock) for clock in ("begins", "ends"))
        room = rooms[each["room"]] if "room" in each else None
        fields = {"kind": each["kind"], "title": each.get("title", {}), "about": {}, "room": room}
        save_slot(conference, None, {**fields, "begins": begins, "ends": ends}, REVIEWED, by, at)
    arrivals = {
        Region(each["region"]): instant(_wall(conference, each, "at"), conference.zone)
        for each in told.get("arrivals", ())
    }
    save_arrivals(conference, arrivals, by, at)


def _wall(conference: Conference, said: Mapping[str, Any], clock: str) -> datetime:
    day: date = conference.first_day + timedelta(days=said["day"])
    return datetime.combine(day, time.fromisoformat(said[clock]))
