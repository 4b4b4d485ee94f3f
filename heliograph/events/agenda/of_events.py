"""Events in the agenda: each of their times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from heliograph.calls.programmes.lines import picked
from heliograph.calls.rules import responses_of
from heliograph.calls.states import CallStatus
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.agenda.addressed import countries_for
from heliograph.events.agenda.sources import Entry, Series, Wanted
from heliograph.events.models import Event, EventFollower, Occurrence
from heliograph.events.pages.addresses import path_of
from heliograph.events.pages.finding import found_by
from heliograph.events.registering.models import Registration
from heliograph.events.registering.people import STANDING
from heliograph.events.rules import visible_to
from heliograph.events.shown import stored_of
from heliograph.events.states import EventKind, Mode
from heliograph.frame.reader import Reader
from heliograph.network.models import Person
from heliograph.texts.commas import with_commas

KEY = "event"
#: Calendars remind of an event so long before it.
ALARM = timedelta(minutes=30)
_DAY = timedelta(days=1)
#: Only what an entry says: to read the other texts takes longer than to write the calendar.
_SAYS = (
    "label", "start", "end", "zone", "precision", "words", "said", "state", "mode", "place", "address", "languages",
    "captions", "interpretation", "original_start", "uid", "sequence", "changed_at",
    *(f"event__{name}" for name in (
        "slug", "kind", "title", "summary", "source_language", "visibility", "link", "country", "region", "recurrence",
        "former_rules",
    )),
    *(f"event__programme__{name}" for name in ("slug", "title", "source_language")),
)  # fmt: skip


def entries(wanted: Wanted) -> Iterator[Entry]:
    """The times of the events that a person finds; of those that are his, where that is asked. One query, and what
    rights ask.
    """
    made: dict[int, _Words] = {}
    for row in _rows(wanted).select_related("event__programme").only(*_SAYS):
        if row.event_id not in made:
            made[row.event_id] = _Words(row.event, wanted.reader)
        yield _entry(row, made[row.event_id], wanted.reader)


def entries_of(event: Event, reader: Reader) -> list[tuple[Occurrence, Entry]]:
    """All times of an event with its programme, each beside its row. No query where they are at hand."""
    words = _Words(event, reader)
    rows = list(event.occurrences.all())
    for row in rows:
        row.event = event
    return [(row, _entry(row, words, reader)) for row in rows]


def entry_of(row: Occurrence, reader: Reader) -> Entry:
    """One time of an event, which is at hand with its programme. No query."""
    return _entry(row, _Words(row.event, reader), reader)


def _rows(wanted: Wanted) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.annotate(over=Coalesce(F("end"), F("start"))).filter(_when(wanted))
    if wanted.mine:
        return rows.filter(_mine(wanted))
    events = found_by(wanted.person).order_by()
    if wanted.programme:
        events = events.filter(programme__slug=wanted.programme)
    return rows.filter(event__in=events.values("pk"))


def _mine(wanted: Wanted) -> Q:
    """That a time is one for which the person is registered, or of an event that he follows."""
    if not isinstance(wanted.person, Person):
        return Q(pk__in=())
    own = responses_of(wanted.person).filter(state__in=STANDING).exclude(call__status=CallStatus.CANCELLED)
    registered = Registration.objects.filter(response__in=own.order_by().values("pk")).values("occurrence")
    followed = EventFollower.objects.filter(person=wanted.person).values("event")
    seen = visible_to(wanted.person).published().order_by().values("pk")
    return Q(pk__in=registered) | (Q(event__in=followed) & Q(event__in=seen))


def _when(wanted: Wanted) -> Q:
    """A little more than the stretch that is asked for: what is known by days begins and ends by its own zone."""
    dated = Q(over__gt=wanted.first - _DAY)
    if wanted.last is not None:
        dated &= Q(start__lt=wanted.last)
    told = Q(start__isnull=True) | dated
    return told | ~Q(event__recurrence="") if wanted.whole else told


class _Words:
    """What all times of an event have in common, for one reader."""

    def __init__(self, event: Event, reader: Reader) -> None:
        self.title = picked(event.title, reader, event.source_language)
        self.programme = picked(event.programme.title, reader, event.programme.source_language)
        self.text = str(picked(event.summary, reader, event.source_language))
        self.sort = str(EventKind(event.kind).label)
        self.path = path_of(event)
        self.countries = countries_for(event.country, event.region)


def _entry(row: Occurrence, words: _Words, reader: Reader) -> Entry:
    event, stored = row.event, stored_of(row)
    source = event.source_language
    label = picked(row.label, reader, source) if row.label else None
    title = Picked(f"{words.title} ({label})", words.title.language) if label else words.title
    repeated = bool(event.recurrence) and row.original_start is not None
    return Entry(
        uid=f"{row.uid}@{settings.MAIL_DOMAIN}",
        sequence=row.sequence,
        title=title,
        stored=stored,
        path=words.path,
        kind=KEY,
        changed_at=row.changed_at.astimezone(UTC),
        sort=words.sort,
        programme=event.programme.slug,
        programme_title=words.programme,
        countries=words.countries,
        languages=tuple(dict.fromkeys([*row.languages, *row.captions, *row.interpretation])),
        place=_place(row, reader),
        said=picked(row.said, reader, source) if row.said else Picked("", "en"),
        text=words.text,
        series=Series(event.rule_of(row.uid), _original(row)) if repeated else None,
        alarm=ALARM if stored.precision == "minute" else None,
        subject=event,
    )


def _original(row: Occurrence) -> datetime:
    assert row.original_start is not None
    return row.original_start


def _place(row: Occurrence, reader: Reader) -> str:
    """Where it is; of what is online alone, that it is."""
    if row.mode == Mode.ONLINE:
        return str(Mode.ONLINE.label)
    place = str(picked(row.place, reader, row.event.source_language)) if row.place else ""
    return with_commas([place, row.address])
