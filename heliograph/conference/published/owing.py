"""What the public programme owes letters about: changes of which nobody was told yet, one for each session.

Publishing and changes of slots write their rows themselves (``timetable.changes``). That a session was withdrawn, or is
given after all, is found here: it is withdrawn in many ways, none of which has to think of the programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from heliograph.conference.models import Conference
from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.sessions.models import Session
from heliograph.conference.timetable.changes import Said, said
from heliograph.conference.timetable.versions import published_timetable
from heliograph.moments.stored import day_in


class Turn(StrEnum):
    """What has become of a session."""

    PLACED = "placed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class News:
    """A session, with its conference, where letters have said that it is, and where it is now; empty: nowhere."""

    session: Session
    before: Said
    after: Said

    @property
    def turn(self) -> Turn:
        if self.after:
            return Turn.MOVED if self.before else Turn.PLACED
        return Turn.UNPLACED if self.session.stands else Turn.CANCELLED

    @property
    def where(self) -> Said:
        """Where it is; where it was to be, if it is nowhere any more."""
        return self.after or self.before

    @property
    def ends(self) -> datetime:
        """When the last of the times of which it tells is over."""
        return max(datetime.fromisoformat(each["ends"]) for each in (self.before, self.after) if each)


def owed() -> QuerySet[ProgrammeChange]:
    """The changes of which nobody was told yet."""
    return ProgrammeChange.objects.filter(told_at=None)


def news_of(rows: Iterable[ProgrammeChange], at: datetime) -> dict[int, News]:
    """What changes (in order, with their sessions) tell, by primary key of the session.

    Of what was taken back before anybody was told, or is over, nothing is told.
    """
    found: dict[int, News] = {}
    for row in rows:
        before = found[row.session_id].before if row.session_id in found else row.before
        found[row.session_id] = News(row.session, before, row.after)
    return {key: news for key, news in found.items() if _is_told(news, at)}


def _is_told(news: News, at: datetime) -> bool:
    differs = any(news.before.get(name) != news.after.get(name) for name in ("room", "begins", "ends"))
    return differs and news.ends > at


def with_sessions(rows: QuerySet[ProgrammeChange]) -> list[ProgrammeChange]:
    """Changes in order, with all that letters say of their sessions. Two queries."""
    found = rows.select_related("session__format", "session__conference__programme").order_by("at", "pk")
    return list(found.prefetch_related("session__people"))


def note_standing(at: datetime) -> int:
    """Write down which sessions in public programmes were withdrawn, or are given after all; returns how many.

    Safe in several processes. One query where there is nothing to note.
    """
    return sum(_note(session, at) for session in _unnoted(at))


def _unnoted(at: datetime) -> Iterator[Session]:
    """The sessions of coming conferences of which the last change says that they are somewhere, and they do not stand;
    or the other way round.
    """
    changes = ProgrammeChange.objects.filter(session=OuterRef("pk"))
    latest = changes.order_by("-at", "-pk").values("after")[:1]
    rows = Session.objects.filter(Q(stands=False) | Exists(changes.filter(after={})), Exists(changes))
    rows = rows.filter(conference__last_day__gte=day_in(at, "Etc/GMT+12")).select_related("conference")
    for session in rows.annotate(last=Subquery(latest)).order_by("pk"):
        if bool(session.last) != session.stands and (session.last or _place(session)):
            yield session


def _place(session: Session) -> dict[str, Any]:
    """Where the public programme has a session; empty: nowhere."""
    public = published_timetable(session.conference)
    placed = public and public.placements.filter(session=session).select_related("session", "room", "slot").first()
    return said(placed) if placed else {}


@transaction.atomic
def _note(session: Session, at: datetime) -> bool:
    """Write down where a session is now, unless somebody has done so meanwhile."""
    Conference.objects.select_for_update(of=("self",)).get(pk=session.conference_id)
    public = published_timetable(session.conference)
    held = Session.objects.select_for_update(of=("self",)).select_related("conference").get(pk=session.pk)
    last = ProgrammeChange.objects.filter(session=held).order_by("-at", "-pk").first()
    after = _place(held) if held.stands else {}
    if public is None or last is None or bool(last.after) == bool(after):
        return False
    before: Mapping[str, Any] = last.after
    if last.timetable_id == public.pk and last.told_at is None:
        before = last.before
    fields = {"before": dict(before), "after": after, "at": at, "told_at": None, "tries": 0, "try_at": None}
    ProgrammeChange.objects.update_or_create(timetable=public, session=held, defaults=fields)
    return True
