"""What the desk shows of what remains of an event: its times with numbers, recordings with captions, the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from heliograph.calls.models import Call, Response
from heliograph.calls.programmes.lines import picked
from heliograph.calls.states import ResponseState
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.afterwards.attending import is_held
from heliograph.events.afterwards.models import AfterLetter, AttendanceCertificate
from heliograph.events.afterwards.page import Captions
from heliograph.events.afterwards.telling import AFTER
from heliograph.events.models import Event, EventDocument, Occurrence
from heliograph.events.registering.models import Registration
from heliograph.events.registering.people import COMING
from heliograph.events.shown import over_at, when_of
from heliograph.events.states import OccurrenceState, Part
from heliograph.frame.reader import Reader, reader_of
from heliograph.moments.wording import When, minutes
from heliograph.network.countries import language_name


@dataclass(frozen=True)
class TimeLine:
    """A time with its numbers: who had a place, who is known to have come, certificates that stand.

    ``goes`` says when the letter goes by itself, in the reader's zone; empty where it does not, or went.
    """

    occurrence: Occurrence
    label: Picked
    when: When
    is_held: bool
    registered: int
    attended: int
    certified: int
    letter: AfterLetter | None
    goes: str


@dataclass(frozen=True)
class Recording:
    title: Picked
    captions: list[Captions]


@dataclass(frozen=True)
class FloorLine:
    """The call by which schools offer to speak, how many have, and how many stand on the programme."""

    call: Call
    offers: int
    accepted: int


def times(event: Event, reader: Reader, at: datetime) -> list[TimeLine]:
    """The times of an event that were not cancelled, in order. Four queries, five where the times are not at hand."""
    rows = [row for row in event.occurrences.all() if row.state != OccurrenceState.CANCELLED]
    with_place = Registration.objects.filter(occurrence__in=rows, response__state__in=COMING)
    registered = _by_time(with_place)
    came = _by_time(with_place.filter(Q(joined_at__isnull=False) | Q(came_at__isnull=False)))
    certified = _by_time(AttendanceCertificate.objects.filter(occurrence__in=rows, revoked_at=None))
    letters = {each.occurrence_id: each for each in AfterLetter.objects.filter(occurrence__in=rows)}
    return [
        TimeLine(
            row, picked(row.label, reader, event.source_language), when_of(row, reader, at), is_held(row, at),
            registered.get(row.pk, 0), came.get(row.pk, 0),
            certified.get(row.pk, 0), letters.get(row.pk), _goes(row, reader),
        )
        for row in rows
    ]  # fmt: skip


def _by_time(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("occurrence").annotate(number=Count("pk")))


def _goes(row: Occurrence, reader: Reader) -> str:
    over = over_at(row)
    return minutes(over + AFTER, None, reader.zone or row.zone, reader.language) if over is not None else ""


def times_by_key(event: Event, request: HttpRequest) -> Mapping[int, str]:
    """When each time was, in words, by primary key. No query where the times are at hand."""
    reader = reader_of(request)
    return {row.pk: when_of(row, reader, row.changed_at).first for row in event.occurrences.all()}


def recordings(event: Event, reader: Reader) -> list[Recording]:
    """The recordings of an event with the captions of each. Two queries."""
    rows = EventDocument.objects.filter(event=event, part=Part.RECORDING).select_related("document")
    return [
        Recording(
            picked(row.document.title, reader, row.document.source_language),
            [Captions(track, language_name(track.language, reader.language)) for track in row.captions.all()],  # type: ignore[attr-defined]
        )
        for row in rows.prefetch_related("captions")
    ]


def floor_line(event: Event) -> FloorLine | None:
    """The floor of an event, with its numbers. Three queries, none where it has none."""
    if event.floor is None:
        return None
    offers = Response.objects.filter(call=event.floor).exclude(state__in=[ResponseState.DRAFT, ResponseState.WITHDRAWN])
    return FloorLine(event.floor, offers.count(), event.speakers.filter(response__isnull=False).count())
