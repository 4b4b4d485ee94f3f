"""Changes to the rooms of a conference, and when one cannot be used; who arrives when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Arrival, Placement, Room, RoomClosure
from heliograph.conference.timetable.problem import Stretch
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.countries import Region
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused

FIELDS = ("capacity", "equipment")


@transaction.atomic
def save_room(
    conference: Conference, room: Room | None, fields: Mapping[str, Any], reviewed: Reviewed, by: Person, at: datetime
) -> Room:
    """Change a room, or add one (None). ``fields`` has ``FIELDS`` and ``name`` by language. Raises Refused."""
    held = held_conference(conference, by)
    source = held.programme.source_language
    names = {language: clean_line(words) for language, words in fields["name"].items()}
    if not names.get(source):
        raise Refused("no-name", _("Write the name in the language of the original."))
    if room is None:
        last = held.rooms.aggregate(last=Max("position"))["last"]
        room = Room(conference=held, position=0 if last is None else last + 1)
    write_texts(room, ("name",), {"name": names}, reviewed, source)
    room.capacity, room.equipment = fields["capacity"], list(fields["equipment"])
    room.save()
    log(held, "room-saved", by, at, names[source])
    return room


@transaction.atomic
def remove_room(conference: Conference, room: Room, by: Person, at: datetime) -> None:
    """Take a room away; sessions that a draft has there lose their place. Raises Refused: ``published``."""
    held = held_conference(conference, by)
    make_free(Placement.objects.filter(room=room))
    if held.rooms.filter(pk=room.pk).delete()[0]:
        log(held, "room-removed", by, at, str(room.name))


def make_free(placements: Any) -> None:
    """Take sessions off a draft. Raises Refused where a version that is or was public has some of them."""
    if placements.exclude(timetable__state=TimetableState.DRAFT).exists():
        raise Refused(
            "published",
            _("Sessions stand here in a timetable that was published. Move them away and publish, or close the room."),
        )
    placements.delete()


@transaction.atomic
def close_room(conference: Conference, room: Room, when: Stretch, reason: str, by: Person, at: datetime) -> RoomClosure:
    """Say that a room cannot be used for a time. Sessions that are there stay, and are shown as conflicts.

    Raises Refused: ``ends-first``.
    """
    held = held_conference(conference, by)
    if when.ends <= when.begins:
        raise Refused("ends-first", _("This ends before it begins."))
    made: RoomClosure = room.closures.create(begins=when.begins, ends=when.ends, reason=clean_line(reason))
    log(held, "room-closed", by, at, str(room.name), begins=when.begins.isoformat(), ends=when.ends.isoformat())
    return made


@transaction.atomic
def open_room(conference: Conference, closure: RoomClosure, by: Person, at: datetime) -> None:
    """Say that a room can be used again. Raises Refused."""
    held = held_conference(conference, by)
    if RoomClosure.objects.filter(pk=closure.pk, room__conference=held).delete()[0]:
        log(held, "room-opened", by, at, str(closure.room.name))


@transaction.atomic
def save_arrivals(conference: Conference, arrivals: Mapping[Region, datetime | None], by: Person, at: datetime) -> None:
    """Say when who comes from each region arrives; None: in time for everything. Raises Refused."""
    held = held_conference(conference, by)
    held.arrivals.all().delete()
    known = [(region, instant) for region, instant in arrivals.items() if instant is not None]
    Arrival.objects.bulk_create(Arrival(conference=held, region=region.slug, at=instant) for region, instant in known)
    log(held, "arrivals-saved", by, at)
