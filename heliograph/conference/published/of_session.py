"""The place of one session in the public programme, for the page of the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from heliograph.conference.models import Conference
from heliograph.conference.published.choosing import chosen_by, given_by, interested, may_choose
from heliograph.conference.published.clocks import Clocks
from heliograph.conference.rules import may_run
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Placement
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import text_for
from heliograph.network.rules import Reader as Visitor


@dataclass(frozen=True)
class Shown:
    """When it is (``first`` in the programme's time, ``second`` beneath) and in which room, empty and None: not known.

    ``interested`` is how many would go, None for who neither gives nor runs it. ``gives``, ``chosen`` and
    ``may_choose`` are what it is to who reads.
    """

    first: str
    second: str
    room: Picked | None
    gives: bool
    chosen: bool
    may_choose: bool
    interested: int | None


def shown_of(conference: Conference, session: Session, visitor: Visitor, reader: Reader, at: datetime) -> Shown:
    """One query, six for who is signed in."""
    rows = Placement.objects.filter(session=session, timetable__state=TimetableState.PUBLISHED)
    placed = rows.select_related("session", "room", "slot").first()
    gives = session.pk in given_by(visitor, [session.pk])
    first, second, room = _place(conference, placed, reader)
    return Shown(
        first=first,
        second=second,
        room=room,
        gives=gives,
        chosen=session.pk in chosen_by(visitor, [session.pk]),
        may_choose=not gives and may_choose(conference, visitor, at),
        interested=interested(session) if gives or may_run(visitor, conference) else None,
    )


def _place(conference: Conference, placed: Placement | None, reader: Reader) -> tuple[str, str, Picked | None]:
    if placed is None:
        return "", "", None
    clocks, span = Clocks.of(conference, reader), (placed.slot.begins, placed.ends)
    room = text_for(placed.room.name, reader, conference.programme.source_language)
    return clocks.whole(*span), clocks.beneath(*span), room
