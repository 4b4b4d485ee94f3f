"""What other days or another zone would mean for a conference, found by trying it: whom letters tell, and what.

So the desk shows what will happen before it does, and asks nothing where nobody is concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise

from heliograph.calls.states import ProgrammeState
from heliograph.conference.models import Conference
from heliograph.conference.published.concerned import Concerned
from heliograph.conference.published.letters import write
from heliograph.conference.published.owing import News
from heliograph.conference.published.telling import readers
from heliograph.conference.published.topics import PROGRAMME
from heliograph.conference.registering import new_days
from heliograph.conference.registering.holding import About, Preview, previews
from heliograph.conference.timetable.along import Frame, frame_of
from heliograph.conference.timetable.changes import moved, standing
from heliograph.conference.timetable.versions import published_timetable
from heliograph.delivery.letters import Letter


@dataclass(frozen=True)
class Told:
    """Letters about one matter: how many, and what one of them says in each language of the interface."""

    about: str | Promise
    letters: int
    previews: Sequence[Preview]


@dataclass(frozen=True)
class Foreseen:
    """What a change would be, and whom it would be told."""

    before: Frame
    after: Frame
    told: Sequence[Told]

    @property
    def letters(self) -> int:
        """How many letters there would be."""
        return sum(each.letters for each in self.told)


def foresee(conference: Conference, save: Callable[[], Conference], at: datetime) -> Foreseen:
    """What saving would mean: ``save`` is tried and nothing of it is kept. Raises what ``save`` raises."""
    before, stood = frame_of(conference), standing(published_timetable(conference))
    with transaction.atomic():
        tried = save()
        sessions = moved(stood, standing(published_timetable(tried)))
        found = Foreseen(before, frame_of(tried), list(_told(tried, sessions, at)))
        transaction.set_rollback(True)
    return found


def _told(tried: Conference, sessions: Collection[int], at: datetime) -> Iterator[Told]:
    if (days := new_days.written(tried)) is not None:
        letters, known = days
        yield Told(About.DAYS.label, letters, previews(new_days.writer(tried, known), tried.zone))
    if tried.programme.state == ProgrammeState.DRAFT:
        return
    if found := readers(tried, sessions, at):
        reader, news = found[0]
        yield Told(PROGRAMME.label, len(found), _of_programme(tried, reader, news, at))


def _of_programme(tried: Conference, reader: Concerned, news: Sequence[News], at: datetime) -> list[Preview]:
    """The letter of one reader in each language, for the zone of the place."""

    def written(language: str, zone: str) -> Letter:
        return write(tried, news, replace(reader, to=replace(reader.to, language=language, zone=zone)), at)

    return previews(written, tried.zone)
