"""What stands in the public programme of a conference, read in a fixed number of queries for all its renditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heliograph.conference.models import Conference
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.models import Placement, Room, Slot, Timetable
from heliograph.conference.timetable.versions import placements_of, published_timetable


@dataclass(frozen=True)
class Gathered:
    """The public version with what it places, in order; all slots and rooms; sessions that stand and have no place.

    Before a version is public (``timetable`` None) there is nothing but those sessions.
    """

    conference: Conference
    timetable: Timetable | None
    placements: Sequence[Placement]
    slots: Sequence[Slot]
    rooms: Sequence[Room]
    unplaced: Sequence[Session]

    @property
    def sessions(self) -> list[Session]:
        """All sessions of which the programme tells."""
        return [*(each.session for each in self.placements), *self.unplaced]

    @property
    def columns(self) -> Mapping[int, int]:
        """Which room, by primary key, stands in which column, those in which nothing is given left out."""
        used = {each.room_id for each in self.placements}
        return {room.pk: place for place, room in enumerate((each for each in self.rooms if each.pk in used), 1)}


def gather(conference: Conference) -> Gathered:
    """The public programme of a conference. Seven queries at most."""
    timetable = published_timetable(conference)
    if timetable is None:
        return Gathered(conference, None, [], [], [], list(standing(conference)))
    placements = placements_of(timetable)
    placed = {each.session_id for each in placements}
    return Gathered(
        conference,
        timetable,
        placements,
        shown_slots(conference, placements),
        list(conference.rooms.all()),
        [each for each in standing(conference) if each.pk not in placed],
    )


def shown_slots(conference: Conference, placements: Sequence[Placement]) -> list[Slot]:
    """The slots that readers see: those for all, and those in which a session is. One query."""
    used = {each.slot_id for each in placements}
    rows = conference.slots.select_related("room").order_by("begins", "ends", "pk")
    return [each for each in rows if each.kind != SlotKind.SESSIONS or each.pk in used]


def overlaps(one: Slot, other: Slot) -> bool:
    """Whether two slots have a time in common."""
    return one.begins < other.ends and other.begins < one.ends
