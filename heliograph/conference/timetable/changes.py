"""What changed for sessions in the public programme, written down so that who is concerned can be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.timetable.models import Placement, Timetable
from heliograph.conference.timetable.versions import placements_of
from heliograph.texts.multilingual import texts_of

#: Where and when a session is, as ``ProgrammeChange`` keeps it; empty: nowhere.
Said = Mapping[str, Any]


def said(placement: Placement) -> dict[str, Any]:
    """Room (its ``public_id``), the room's name by language, and beginning and end (ISO 8601, UTC)."""
    room, slot = placement.room, placement.slot
    return {
        "room": str(room.public_id),
        "name": texts_of(room.name),
        "begins": slot.begins.isoformat(),
        "ends": placement.ends.isoformat(),
    }


def standing(timetable: Timetable | None) -> dict[int, Said]:
    """Where and when each session of a version is, by its primary key; those that were withdrawn are nowhere."""
    if timetable is None:
        return {}
    return {each.session_id: said(each) for each in placements_of(timetable) if each.session.stands}


def _differs(before: Said, after: Said) -> bool:
    told = ("room", "begins", "ends")
    return [before.get(name) for name in told] != [after.get(name) for name in told]


def moved(before: Mapping[int, Said], after: Mapping[int, Said]) -> list[int]:
    """The sessions that are elsewhere, or at another time, afterwards."""
    return sorted(key for key in before.keys() | after.keys() if _differs(before.get(key, {}), after.get(key, {})))


def note(timetable: Timetable, before: Mapping[int, Said], at: datetime) -> int:
    """Write down what differs in the published ``timetable`` from ``before``; returns how many sessions it concerns.

    For the transaction of the change. What is owed already for a session is told once: from where it was first.
    """
    after = standing(timetable)
    keys = moved(before, after)
    owed = {each.session_id: each for each in timetable.changes.filter(session__in=keys).select_for_update()}
    for key in keys:
        first = owed[key].before if key in owed and owed[key].told_at is None else before.get(key, {})
        fields = {"before": dict(first), "after": dict(after.get(key, {})), "at": at}
        fresh = {"told_at": None, "tries": 0, "try_at": None}
        ProgrammeChange.objects.update_or_create(timetable=timetable, session_id=key, defaults={**fields, **fresh})
    return len(keys)
