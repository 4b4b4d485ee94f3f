"""Sessions in the agenda of who gives them or would go to them, and in his own calendar."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import UTC

from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from heliograph.conference.models import Conference
from heliograph.conference.published.calendar import Appointment, cancelled, changes_of, of_session
from heliograph.conference.published.choosing import gives
from heliograph.conference.published.models import Interest, ProgrammeChange
from heliograph.conference.rules import visible_to
from heliograph.conference.sessions.models import Session, SessionPerson
from heliograph.conference.shown import title_of
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.changes import Said, said
from heliograph.conference.timetable.models import Placement
from heliograph.events.agenda.of_events import ALARM
from heliograph.events.agenda.sources import Entry, Source, Wanted, register
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.network.models import Person

KEY = "session"


def entries(wanted: Wanted) -> Iterator[Entry]:
    """The sessions that a person gives or would go to, where the public programme has them, or had them.

    Of nobody's sessions the agenda tells: the programme of a conference does. Five queries.
    """
    if not wanted.mine or not isinstance(wanted.person, Person):
        return
    where = dict(_places(wanted.person))
    rows = Session.objects.filter(pk__in=where).select_related("format", "conference__programme")
    sessions = list(rows.prefetch_related("people"))
    last = changes_of(where)
    for session in sessions:
        place, stays = where[session.pk]
        made = of_session(session, place, last.get(session.pk), wanted.reader)
        yield _entry(session, made if stays else cancelled(made), wanted.reader)


def _places(person: Person) -> Iterator[tuple[int, tuple[Said, bool]]]:
    """Where a person's sessions are, or were if they have no place any more. Two queries."""
    seen = visible_to(person).order_by().values("pk")
    mine = Session.objects.filter(_mine(person), conference__in=seen).order_by().values("pk")
    changes = ProgrammeChange.objects.filter(session__in=mine, after={}).exclude(before={})
    yield from ((each.session_id, (each.before, False)) for each in changes.order_by("at", "pk"))
    placed = Placement.objects.filter(session__in=mine, timetable__state=TimetableState.PUBLISHED)
    yield from ((each.session_id, (said(each), True)) for each in placed.select_related("session", "room", "slot"))


def _mine(person: Person) -> Q:
    given = SessionPerson.objects.filter(gives(person)).values("session")
    chosen = Interest.objects.filter(person=person).values("session")
    return Q(pk__in=given) | Q(pk__in=chosen)


def _entry(session: Session, made: Appointment, reader: Reader) -> Entry:
    conference: Conference = session.conference
    return Entry(
        uid=made.uid,
        sequence=made.sequence,
        title=Picked(made.title, session.language),
        stored=made.stored,
        path=made.path,
        kind=KEY,
        changed_at=made.changed_at.astimezone(UTC),
        sort=made.sort,
        programme=conference.programme.slug,
        programme_title=title_of(conference, reader),
        languages=(session.language,),
        place=made.place,
        text=made.about,
        alarm=ALARM,
    )


def mark(person: Person) -> Hashable:
    """What changes with what a person chooses. One query; all else that an entry shows makes finished pages anew."""
    return tuple(Interest.objects.filter(person=person).aggregate(n=Count("pk"), last=Max("at")).values())


def register_source() -> None:
    """For ``ready()``."""
    register(Source(KEY, _("Sessions of conferences"), 15, entries, mark))
