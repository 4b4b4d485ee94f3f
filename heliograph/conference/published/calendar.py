"""Sessions and what is for all as entries of calendars: in feeds, as files, with letters.

The UID of a session is for life. Its SEQUENCE is in how many seconds after the conference was begun it was changed
last in public: it grows with each change, whoever writes the calendar, and no counter has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.conference.models import Conference
from heliograph.conference.published.gathering import Gathered
from heliograph.conference.published.lines import path_of
from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable.changes import Said, said
from heliograph.conference.timetable.models import Slot
from heliograph.frame import calendars
from heliograph.frame.reader import Reader
from heliograph.library.shown import text_for
from heliograph.moments.stored import Stored
from heliograph.network.countries import language_name
from heliograph.texts.commas import with_commas
from heliograph.texts.multilingual import pick

PRODID = "-//Heliograph//Conference//EN"
Changed = Mapping[int, datetime]
#: Steps in the log of a conference that may change what is for all.
_MOVING = ("slot-saved", "slots-moved", "timetable-published")


@dataclass(frozen=True)
class Appointment:
    """Something of the programme in a calendar, in its reader's words. ``path`` is its page, ``changed_at`` aware."""

    uid: str
    sequence: int
    title: str
    stored: Stored
    path: str
    changed_at: datetime
    place: str
    about: str
    sort: str = ""


def changes_of(sessions: Iterable[int]) -> Changed:
    """When each session was changed in public last, by primary key. One query."""
    rows = ProgrammeChange.objects.filter(session__in=list(sessions)).order_by()
    return dict(rows.values("session").annotate(last=Max("at")).values_list("session", "last"))


def of_session(session: Session, where: Said, last: datetime | None, reader: Reader) -> Appointment:
    """A session (with its conference and programme, and its people at hand) where it is, or was if it is cancelled.

    ``last`` is when it was changed in public last. No query.
    """
    conference = session.conference
    changed = max(filter(None, [last, session.changed_at]))
    begins, ends = (datetime.fromisoformat(where[name]) for name in ("begins", "ends"))
    people = with_commas(each.shown for each in session.people.all() if each.shown)
    spoken = language_name(session.language, reader.language)
    return Appointment(
        uid=f"session-{session.public_id}@{settings.MAIL_DOMAIN}",
        sequence=_sequence(conference, changed),
        title=session.title,
        stored=Stored("event", begins, ends, conference.zone, withdrawn=not session.stands),
        path=path_of(conference, session),
        changed_at=changed,
        place=_place(conference, pick(LazyI18nString(where["name"]), reader.languages)[0], reader),
        about="\n".join(filter(None, [people, spoken, session.summary])),
        sort=text_for(session.format.name, reader, conference.programme.source_language).words,
    )


def cancelled(appointment: Appointment) -> Appointment:
    """The same, taken back: of a session that stands and has no place any more."""
    return replace(appointment, stored=replace(appointment.stored, withdrawn=True))


def of_programme(gathered: Gathered, reader: Reader) -> list[Appointment]:
    """All of the public programme, cancelled sessions among it, soonest first. Five queries."""
    gone = list(_gone(gathered))
    sessions = [each.session for each in gathered.placements]
    for each in sessions:
        each.conference = gathered.conference
    last = changes_of([*(each.pk for each in sessions), *(session.pk for session, _where in gone)])
    found = [of_session(each.session, said(each), last.get(each.session_id), reader) for each in gathered.placements]
    found += [cancelled(of_session(session, where, last.get(session.pk), reader)) for session, where in gone]
    found += _for_all(gathered, reader)
    return sorted(found, key=lambda each: (each.stored.start or each.changed_at, each.title, each.uid))


def _gone(gathered: Gathered) -> Iterator[tuple[Session, Said]]:
    """The sessions that were in the programme and are not any more, with where they were. Two queries at most."""
    if gathered.timetable is None:
        return
    placed = [each.session_id for each in gathered.placements]
    rows = ProgrammeChange.objects.filter(session__conference=gathered.conference).exclude(session__in=placed)
    rows = rows.select_related("session__format", "session__theme").prefetch_related("session__people")
    latest: dict[int, ProgrammeChange] = {each.session_id: each for each in rows.order_by("at", "pk")}
    for row in latest.values():
        if not row.after and row.before:
            row.session.conference = gathered.conference
            yield row.session, row.before


def _for_all(gathered: Gathered, reader: Reader) -> Iterator[Appointment]:
    """Plenaries, breaks, the posters: what has no page of its own. One query."""
    conference = gathered.conference
    last = conference.entries.filter(verb__in=_MOVING).aggregate(last=Max("at"))["last"]
    for slot in gathered.slots:
        if slot.kind != SlotKind.SESSIONS:
            yield _of_slot(conference, slot, last or conference.created_at, reader)


def _of_slot(conference: Conference, slot: Slot, changed: datetime, reader: Reader) -> Appointment:
    source = conference.programme.source_language
    room = text_for(slot.room.name, reader, source).words if slot.room is not None else ""
    return Appointment(
        uid=f"slot-{slot.public_id}@{settings.MAIL_DOMAIN}",
        sequence=_sequence(conference, changed),
        title=text_for(slot.title, reader, source).words or str(slot.get_kind_display()),
        stored=Stored("event", slot.begins, slot.ends, conference.zone),
        path=reverse("conference:conference_programme", args=[conference.programme.slug]),
        changed_at=changed,
        place=_place(conference, room, reader),
        about=text_for(slot.about, reader, source).words,
        sort=str(slot.get_kind_display()),
    )


def _sequence(conference: Conference, changed: datetime) -> int:
    return max(0, int((changed - conference.created_at).total_seconds()))


def _place(conference: Conference, room: str, reader: Reader) -> str:
    place = text_for(conference.place, reader, conference.programme.source_language).words
    return with_commas([room, place, conference.address])


def ics(appointments: Iterable[Appointment], name: str, method: str = "PUBLISH", organizer: str = "") -> bytes:
    """Appointments as an iCalendar object; ``organizer`` is an address, which CANCEL needs (RFC 5546, 3.2.5)."""
    calendar = calendars.begin(name, PRODID, method)
    calendar.extend(_entry(each, organizer) for each in appointments)
    return calendars.finish(calendar)


def _entry(each: Appointment, organizer: str) -> calendars.Entry:
    url = f"{settings.SITE_URL}{each.path}"
    return calendars.Entry(
        each.uid,
        each.sequence,
        each.title,
        each.stored,
        url,
        each.changed_at.astimezone(UTC),
        description="\n".join(filter(None, [each.about, url])),
        location=each.place,
        categories=(each.sort,) if each.sort else (),
        organizer=organizer,
    )
