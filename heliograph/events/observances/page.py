"""The page of an observance, put together: what it is, when it comes, what the network does on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from heliograph.calls.models import Call, Response
from heliograph.calls.programmes.lines import CallLine, call_lines
from heliograph.calls.rules import visible_to as calls_visible_to
from heliograph.calls.states import ResponseState
from heliograph.events.models import Event, Occurrence
from heliograph.events.observances import shown
from heliograph.events.observances.dates import days_of, next_of
from heliograph.events.observances.models import Observance
from heliograph.events.observances.shown import DayLine
from heliograph.events.rules import visible_to as events_visible_to
from heliograph.events.shown import when_of
from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.models import Document
from heliograph.library.rules import visible_to as documents_visible_to
from heliograph.library.shown import DocumentLine, document_line, text_for
from heliograph.moments.wording import When
from heliograph.network.models import Organization
from heliograph.network.rules import Reader as Person
from heliograph.network.rules import visible_to as organizations_visible_to

#: So many schools are named on a page; their number is always said.
SCHOOLS = 60
#: What was sent and stands: a contribution that was returned, declined or withdrawn tells nothing.
_TOLD = (ResponseState.ACCEPTED, ResponseState.CONFIRMED, ResponseState.RECONFIRMED, ResponseState.COMPLETED)


@dataclass(frozen=True)
class EventLine:
    """An event of the day: its title and the first time of it that is not over, else its last; ``start`` orders it."""

    title: Picked
    slug: str
    when: When | None
    start: datetime | None


@dataclass(frozen=True)
class DayPage:
    """What a reader sees of an observance. ``next`` is None where it does not come again, ``after`` the time behind it.

    ``telling`` are the calls by which schools tell what they did; ``schools`` those that have told, as far as the
    reader may see their names, of ``told`` in all.
    """

    observance: Observance
    name: Picked
    text: Picked
    proclaimer: str
    picture: str
    next: DayLine | None
    after: DayLine | None
    calls: list[CallLine]
    telling: list[CallLine]
    schools: list[Organization]
    told: int
    documents: list[DocumentLine]
    events: list[EventLine]


@dataclass(frozen=True)
class Found:
    """What somebody finds on an observance, for readers of any language and zone; as ``DayPage`` has it."""

    calls: list[Call]
    telling: list[Call]
    schools: list[Organization]
    told: int
    documents: list[Document]
    events: list[Event]


def found_by(observance: Observance, person: Person) -> Found:
    """What the network does on an observance, as far as a person may see it. A fixed number of queries."""
    telling, calls = _calls(observance, person)
    schools, told = _schools(telling, person)
    return Found(calls, telling, schools, told, _documents(observance, person), _events(observance, person))


def today_of(reader: Reader, at: datetime, otherwise: str) -> date:
    """The day that a reader has, or that it is in a zone where his is not known."""
    return at.astimezone(ZoneInfo(reader.zone or otherwise)).date()


def day_page(observance: Observance, has: Found, reader: Reader, at: datetime, today: date) -> DayPage:
    """The page for a reader. Two queries at most: how many have answered the calls."""
    found = next_of(observance, today)
    return DayPage(
        observance=observance,
        name=shown.name_for(observance, reader.languages),
        text=text_for(observance.text, reader, observance.source_language),
        proclaimer=shown.proclaimer(observance),
        picture=shown.picture_of(observance),
        next=shown.line(observance, found, reader) if found else None,
        after=_after(observance, found[1], reader) if found else None,
        calls=call_lines(has.calls, reader, at),
        telling=call_lines(has.telling, reader, at),
        schools=has.schools,
        told=has.told,
        documents=[document_line(each, reader) for each in has.documents],
        events=sorted((_event(each, reader, at) for each in has.events), key=_order),
    )


def _after(observance: Observance, last: date, reader: Reader) -> DayLine | None:
    """The time after one that ends on a day, in that year or the next."""
    times = [days for year in (last.year, last.year + 1) for days in days_of(observance, year) if days[0] > last]
    return shown.line(observance, times[0], reader) if times else None


def _calls(observance: Observance, person: Person) -> tuple[list[Call], list[Call]]:
    """The calls by which schools tell, and the others, newest first, that the reader finds."""
    seen = calls_visible_to(person).filter(pk__in=observance.calls.values("call")).select_related("programme")
    tells = set(observance.calls.filter(tells=True).values_list("call_id", flat=True))
    rows = list(seen.order_by("-created_at", "-pk"))
    return [each for each in rows if each.pk in tells], [each for each in rows if each.pk not in tells]


def _schools(calls: list[Call], person: Person) -> tuple[list[Organization], int]:
    """The organizations whose contribution was accepted: those whose name the reader may see, and how many in all."""
    if not calls:
        return [], 0
    accepted: QuerySet[Response] = Response.objects.filter(call__in=calls, state__in=_TOLD, organization__isnull=False)
    named = organizations_visible_to(person).filter(pk__in=accepted.values("organization")).order_by("name", "pk")
    return list(named[:SCHOOLS]), accepted.values("organization").distinct().count()


def _documents(observance: Observance, person: Person) -> list[Document]:
    seen = documents_visible_to(person).filter(pk__in=observance.documents.values("document"))
    return list(seen.select_related("organizer").newest_first().with_files())


def _events(observance: Observance, person: Person) -> list[Event]:
    rows = events_visible_to(person).filter(observance=observance)
    return list(rows.distinct().order_by("-created_at", "-pk").timed())


def _order(line: EventLine) -> tuple[bool, float]:
    """The soonest first; what has no time yet last, the newest of it first."""
    return line.start is None, line.start.timestamp() if line.start else 0.0


def _event(event: Event, reader: Reader, at: datetime) -> EventLine:
    times: list[Occurrence] = list(event.occurrences.all())
    ahead = [each for each in times if each.start is None or (each.end or each.start) > at]
    first = next(iter([*ahead, *reversed(times)]), None)
    when = when_of(first, reader, at) if first else None
    return EventLine(
        text_for(event.title, reader, event.source_language), event.slug, when, first.start if first else None
    )
