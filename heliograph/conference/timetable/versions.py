"""Versions of a conference's timetable: the one that is public, the draft on the desk, and what each places."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Placement, Timetable
from heliograph.network.models import Person


def published_timetable(conference: Conference) -> Timetable | None:
    """The version that readers see, None before one was published."""
    return Timetable.objects.filter(conference=conference, state=TimetableState.PUBLISHED).first()


def draft_of(conference: Conference) -> Timetable | None:
    """The version that the desk works on, None where nothing was changed since the last was published."""
    return Timetable.objects.filter(conference=conference, state=TimetableState.DRAFT).first()


def versions_of(conference: Conference) -> list[Timetable]:
    """The versions that are or were public, the latest first, with who published them."""
    past = Timetable.objects.filter(conference=conference).exclude(state=TimetableState.DRAFT)
    return list(past.select_related("published_by"))


def placements_of(timetable: Timetable) -> list[Placement]:
    """What a version places, in the order of the programme, with session, people, room and slot. Two queries.

    Sessions that were withdrawn since are among them (``session.stands`` is false): readers see them cancelled.
    """
    rows = timetable.placements.select_related("session__format", "session__theme", "room", "slot")
    return list(rows.prefetch_related("session__people").order_by("slot__begins", "room__position", "pk"))


@transaction.atomic
def begin_draft(conference: Conference, by: Person, at: datetime) -> Timetable:
    """The draft of a conference: the one there is, else a new one that begins with what is published.

    Sessions that were withdrawn since are left out. Raises Refused: ``not-yours``.
    """
    held = held_conference(conference, by)
    there = draft_of(held)
    if there is not None:
        return there
    last = held.timetables.aggregate(last=Max("number"))["last"] or 0
    draft = Timetable.objects.create(conference=held, number=last + 1, made_at=at, made_by=by)
    public = published_timetable(held)
    if public is not None:
        kept = public.placements.filter(session__stands=True)
        Placement.objects.bulk_create(
            Placement(
                timetable=draft,
                session_id=each.session_id,
                room_id=each.room_id,
                slot_id=each.slot_id,
                locked=each.locked,
            )
            for each in kept
        )
    log(held, "timetable-begun", by, at, number=draft.number)
    return draft
