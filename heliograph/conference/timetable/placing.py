"""Changes to a draft of the timetable: a session is moved, swapped, locked, taken off; an earlier version is taken up;
the last change is undone.

Whoever changes something has seen a version (``mark_of``). What a colleague changed meanwhile is never moved unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind, TimetableState
from heliograph.conference.timetable import runs
from heliograph.conference.timetable.models import Placement, Room, Slot, Timetable
from heliograph.conference.timetable.problem import Spot
from heliograph.conference.timetable.versions import begin_draft, draft_of, published_timetable
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: So many changes can be undone, one after the other.
STEPS_KEPT = 30
_NOWHERE = (None, None, False)


class Place(NamedTuple):
    """Where a session is, and whether it is locked there."""

    room: int
    slot: int
    locked: bool = False


#: Where sessions go, by their primary keys; None: nowhere.
Changes = Mapping[int, Place | None]


def shown_timetable(conference: Conference) -> Timetable | None:
    """What the desk works on: the draft, else what is published and a draft would begin with."""
    return draft_of(conference) or published_timetable(conference)


def mark_of(timetable: Timetable | None) -> str:
    """What a page says that it has seen."""
    return f"{timetable.pk}.{timetable.version}" if timetable else ""


def held_draft(conference: Conference, seen: str, by: Person, at: datetime) -> Timetable:
    """The draft, begun where there is none, as it was ``seen``; the conference's row is locked for the transaction.

    Raises Refused: ``not-yours``, ``stale``, ``solving``.
    """
    held = held_conference(conference, by)
    if mark_of(shown_timetable(held)) != seen:
        raise Refused("stale", _("Somebody else has changed the timetable. Look at it as it is now, and do it again."))
    draft = begin_draft(held, by, at)
    if runs.under_way(draft, at) is not None:
        raise Refused("solving", _("The solver is at work on this draft. Wait until it is done, or stop it."))
    return draft


@transaction.atomic
def move(conference: Conference, session: int, to: Spot | None, seen: str, by: Person, at: datetime) -> None:
    """Give a session a room and slot, or take it off (None). Where another is, the two change places.

    Conflicts are no hindrance: the desk shows them. Raises Refused, as ``held_draft`` and: ``no-session``,
    ``no-place``, ``locked``.
    """
    draft = held_draft(conference, seen, by, at)
    found = _session(draft, session)
    now = _places(draft, [found.pk]).get(found.pk)
    changes: dict[int, Place | None] = {found.pk: None}
    if to is not None:
        changes = {found.pk: _at(draft, to, locked=now is not None and now.locked)}
        freed = now._replace(locked=False) if now is not None else None
        changes |= dict.fromkeys(_others(draft, to, found.pk), freed)
    write(draft, changes)
    log(draft.conference, "session-moved", by, at, found.title, session=str(found.public_id), to=list(to or ()))


def _session(draft: Timetable, key: int) -> Session:
    found: Session | None = Session.objects.filter(conference=draft.conference_id, stands=True, pk=key).first()
    if found is None:
        raise Refused("no-session", _("This session was withdrawn."))
    return found


def _at(draft: Timetable, spot: Spot, *, locked: bool) -> Place:
    rooms = Room.objects.filter(conference=draft.conference_id, pk=spot.room)
    slots = Slot.objects.filter(conference=draft.conference_id, pk=spot.slot, kind=SlotKind.SESSIONS)
    if not (rooms.exists() and slots.exists()):
        raise Refused("no-place", _("This room or slot is not there any more."))
    return Place(spot.room, spot.slot, locked)


def _others(draft: Timetable, spot: Spot, but: int) -> list[int]:
    """Who is in a room and slot already, and stands. Raises Refused where that one is locked."""
    there = draft.placements.filter(room=spot.room, slot=spot.slot, session__stands=True).exclude(session=but)
    if any(each.locked for each in there):
        raise Refused("locked", _("The session that is there is locked. Unlock it first."))
    return [each.session_id for each in there]


def usable(conference: Conference) -> Callable[[int | None, int | None], bool]:
    """Whether a room and a slot that were chosen before are still there, the slot for sessions. Two queries."""
    rooms = set(conference.rooms.values_list("pk", flat=True))
    slots = set(conference.slots.filter(kind=SlotKind.SESSIONS).values_list("pk", flat=True))
    return lambda room, slot: room in rooms and slot in slots


def _places(draft: Timetable, sessions: Iterable[int]) -> dict[int, Place]:
    rows = draft.placements.filter(session__in=list(sessions))
    return {each.session_id: Place(each.room_id, each.slot_id, each.locked) for each in rows}


def write(draft: Timetable, changes: Changes) -> None:
    """Write where sessions go, and keep where they were, for ``undo``. For the transaction that holds the draft."""
    before = _places(draft, changes)
    step = [[key, *before.get(key, _NOWHERE)] for key in sorted(changes)]
    draft.steps = [*draft.steps, step][-STEPS_KEPT:]
    _put(draft, changes)


def _put(draft: Timetable, changes: Changes) -> None:
    """Sessions that were withdrawn make room."""
    draft.placements.filter(session__in=list(changes)).delete()
    draft.placements.filter(session__stands=False).delete()
    rows = [(key, place) for key, place in sorted(changes.items()) if place is not None]
    Placement.objects.bulk_create(
        Placement(timetable=draft, session_id=key, room_id=place.room, slot_id=place.slot, locked=place.locked)
        for key, place in rows
    )
    draft.version += 1
    draft.save(update_fields=["steps", "version"])


@transaction.atomic
def lock(conference: Conference, session: int, seen: str, by: Person, at: datetime, *, locked: bool) -> None:
    """Let the solver leave a session where it is, or move it again. Raises Refused, as ``move`` and: ``unplaced``."""
    draft = held_draft(conference, seen, by, at)
    found = _session(draft, session)
    now = _places(draft, [found.pk]).get(found.pk)
    if now is None:
        raise Refused("unplaced", _("This session has no place yet."))
    write(draft, {found.pk: now._replace(locked=locked)})
    verb = "session-locked" if locked else "session-unlocked"
    log(draft.conference, verb, by, at, found.title, session=str(found.public_id))


@transaction.atomic
def take_up(conference: Conference, number: int, seen: str, by: Person, at: datetime) -> None:
    """Place all sessions that stand as a version did that is or was public: one change, which can be undone.

    Raises Refused, as ``held_draft`` and: ``no-version``.
    """
    draft = held_draft(conference, seen, by, at)
    version = draft.conference.timetables.exclude(state=TimetableState.DRAFT).filter(number=number).first()
    if version is None:
        raise Refused("no-version", _("There is no such version."))
    keys = list(draft.conference.sessions_held.filter(stands=True).values_list("pk", flat=True))
    now, then = _places(draft, keys), _places(version, keys)
    write(draft, {key: then.get(key) for key in keys if then.get(key) != now.get(key)})
    log(draft.conference, "version-taken-up", by, at, number=number)


@transaction.atomic
def undo(conference: Conference, seen: str, by: Person, at: datetime) -> None:
    """Take the last change back, be it a move or all that the solver did. Raises Refused, also: ``nothing-to-undo``.

    Rooms, slots and sessions that are gone since stay so, as do slots that are for all by now.
    """
    draft = held_draft(conference, seen, by, at)
    if draft.state != TimetableState.DRAFT or not draft.steps:
        raise Refused("nothing-to-undo", _("There is nothing to undo."))
    *draft.steps, step = draft.steps
    keys = [key for key, *_place in step]
    standing = set(Session.objects.filter(pk__in=keys, stands=True).values_list("pk", flat=True))
    there = usable(draft.conference)
    back = {key: Place(*place) if there(place[0], place[1]) else None for key, *place in step}
    _put(draft, {key: place for key, place in back.items() if key in standing})
    log(draft.conference, "move-undone", by, at, sessions=len(back))
