"""Dates of calls in the agenda: when one opens and closes, and for who has answered what concerns his answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from heliograph.calls.deadlines.calendar import entries as dates_for_calendars
from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.deadlines.written import View, write_given, write_one
from heliograph.calls.kinds import kind_of
from heliograph.calls.mine.lines import dates_by_response, kinds_for
from heliograph.calls.models import Call, Deadline, Response
from heliograph.calls.programmes.finding import found_by, open_to
from heliograph.calls.programmes.lines import picked
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.rules import responses_of
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.events.agenda.addressed import countries_of_audience
from heliograph.events.agenda.sources import CANCELLED_FOR, Entry, Wanted, Writing
from heliograph.frame.reader import Reader
from heliograph.moments.precision import Precision
from heliograph.moments.wording import When
from heliograph.network.models import Person

KEY = "deadline"
#: What everybody wants to know of a call.
PUBLIC = frozenset({DeadlineKind.OPENS, DeadlineKind.CLOSES})
#: Of what begins at an instant calendars remind two days before; of what is due on a day at nine in the day before.
_ALARM, _ALARM_OF_DAY = timedelta(days=2), timedelta(hours=15)


def entries(wanted: Wanted) -> Iterator[Entry]:
    """The dates of the calls that a person finds; of those that he may answer or has answered, where that is asked."""
    if wanted.mine:
        yield from _mine(wanted)
        return
    calls = found_by(wanted.person).filter(_when(wanted, PUBLIC))
    if wanted.programme:
        calls = calls.filter(programme__slug=wanted.programme)
    for call in calls:
        yield from _entries(call, dates_of(call), PUBLIC, wanted)


def _mine(wanted: Wanted) -> Iterator[Entry]:
    if not isinstance(wanted.person, Person):
        return
    own = responses_of(wanted.person)
    for call in _unanswered(wanted.person, own.order_by().values("call"), wanted.at):
        yield from _entries(call, dates_of(call), {DeadlineKind.CLOSES}, wanted)
    answers = list(own.filter(call__status=CallStatus.PUBLISHED).select_related(*_JOINED).prefetch_related(*_FETCHED))
    dates = dates_by_response(answers)
    for answer in answers:
        yield from _entries(answer.call, dates[answer.pk], _concerning(answer), wanted)


_JOINED = ("call__programme", "call__audience")
_FETCHED = ("call__deadlines",)


def _concerning(answer: Response) -> Collection[DeadlineKind]:
    """The dates that concern an answer in its state, but for those that say when others have to act."""
    return kinds_for(answer) - {DeadlineKind.DECIDE, DeadlineKind.OPENS}


def _unanswered(person: Person, answered: QuerySet[Response, Any], at: datetime) -> CallQuerySet:
    opened = found_by(person).open(at).exclude(pk__in=answered)
    return opened.filter(open_to(person, opened, at))


def _when(wanted: Wanted, kinds: Collection[DeadlineKind]) -> Q:
    """That a date of a call lies in the stretch, or was taken away lately."""
    rows = Deadline.objects.filter(call=OuterRef("pk"), kind__in=kinds, at__isnull=False, until__gte=wanted.first)
    if wanted.last is not None:
        rows = rows.filter(at__lt=wanted.last)
    return Q(Exists(rows.filter(Q(replaced_at=None) | Q(replaced_at__gte=wanted.at - CANCELLED_FOR))))


def _entries(call: Call, dates: Dates, kinds: Collection[DeadlineKind], wanted: Wanted) -> Iterator[Entry]:
    reader, programme = wanted.reader, call.programme
    title = picked(call.title, reader, call.source_language)
    for row, told in dates_for_calendars(call, dates, reader.language):
        kind = DeadlineKind(row.kind)
        if kind not in kinds:
            continue
        yield Entry(
            uid=told.uid,
            sequence=told.sequence,
            title=title,
            stored=told.stored,
            path=told.url.removeprefix(settings.SITE_URL),
            kind=KEY,
            changed_at=max(told.stamp, call.saved_at) if call.status == CallStatus.CANCELLED else told.stamp,
            what=str(capfirst(kind.label)),
            sort=str(kind_of(call).label),
            programme=programme.slug,
            programme_title=picked(programme.title, reader, programme.source_language),
            countries=countries_of_audience(call.audience),
            languages=tuple(call.languages),
            text=str(picked(call.summary, reader, call.source_language)),
            writing=_writing(row, dates),
            alarm=_alarm_of(told.stored.precision) if kind != DeadlineKind.OPENS else None,
            subject=call,
        )


def _alarm_of(precision: str) -> timedelta:
    return _ALARM if precision == Precision.MINUTE else _ALARM_OF_DAY


def _writing(row: Deadline, dates: Dates) -> Writing:
    """How the date is written for a reader: as on the page of its call."""
    own = dates.own_until(DeadlineKind(row.kind))

    def written(reader: Reader, at: datetime) -> When:
        view = View(reader.zone, reader.language, at)
        return write_one(row, view) if own is None or own == row.until else write_given(own, row, view)

    return written
