"""The programmes that somebody runs, with their calls: where each stands, how many have answered, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.desk.checking import missing_words
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Call, Programme, Response
from heliograph.calls.programmes.lines import STATE_CLASSES, STATE_WORDS, when_of
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.states import CallState, CallStatus, DeadlineKind, ResponseState
from heliograph.frame.reader import Reader
from heliograph.moments.wording import When


@dataclass(frozen=True)
class CallRow:
    """A call in a table. ``answers`` are words for a state and how many are in it, where there are any.

    ``total`` are those that were sent, withdrawn ones included, as the table of answers counts them.
    """

    call: Call
    kind: str
    state: CallState
    state_class: str
    state_words: str
    closing: When | None
    answers: list[tuple[str, int]]
    total: int
    missing: list[str]


@dataclass(frozen=True)
class ProgrammeRow:
    programme: Programme
    calls: list[CallRow]


def programme_rows(
    programmes: Sequence[Programme], calls: CallQuerySet, reader: Reader, at: datetime
) -> list[ProgrammeRow]:
    """The programmes with those of the calls that are theirs. Three queries for any number of them."""
    found = list(calls.filter(programme__in=programmes).select_related("programme").dated().order_by("position", "pk"))
    rows: dict[Any, list[CallRow]] = {}
    for row in call_rows(found, reader, at):
        rows.setdefault(row.call.programme_id, []).append(row)
    return [ProgrammeRow(each, rows.get(each.pk, [])) for each in programmes]


def call_rows(calls: Sequence[Call], reader: Reader, at: datetime) -> list[CallRow]:
    """A row for each call with programme and dates. One query."""
    counts = answers_by_state(calls)
    return [_row(call, counts.get(call.pk, {}), reader, at) for call in calls]


def answers_by_state(calls: Sequence[Call]) -> Mapping[int, Mapping[str, int]]:
    """How many responses are in each state, by the call's primary key."""
    if not calls:
        return {}
    counted: dict[int, dict[str, int]] = {}
    rows = Response.objects.filter(call__in=[call.pk for call in calls]).values_list("call", "state").order_by()
    for call, state, count in rows.annotate(n=Count("pk")):
        counted.setdefault(call, {})[state] = count
    return counted


def _row(call: Call, counts: Mapping[str, int], reader: Reader, at: datetime) -> CallRow:
    dates = dates_of(call)
    state = state_at(call, dates, at)
    unready = call.status in {CallStatus.DRAFT, CallStatus.PUBLISHED}
    return CallRow(
        call=call,
        kind=str(kind_of(call).label),
        state=state,
        state_class=STATE_CLASSES[state],
        state_words=str(STATE_WORDS[state]),
        closing=when_of(dates, DeadlineKind.CLOSES, reader, at),
        answers=[(str(each.label), counts[each]) for each in ResponseState if counts.get(each)],
        total=sum(count for each, count in counts.items() if each != ResponseState.DRAFT),
        missing=missing_words(call) if unready else [],
    )
