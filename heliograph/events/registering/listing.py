"""Who is registered for the times of an event, as those who run it see it: counts by time, rows of one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.models import CoRespondent
from heliograph.calls.states import HOLDING, ResponseState
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.attending import Standing, door_of
from heliograph.events.registering.models import Companion, Registration
from heliograph.events.registering.people import COMING, STANDING
from heliograph.events.registering.places import Place, places_of
from heliograph.events.registering.wording import line_of, seat_words
from heliograph.events.shown import standing_of
from heliograph.events.states import Seat
from heliograph.events.states import Standing as TimeStanding
from heliograph.frame.reader import Reader
from heliograph.network.countries import country_name

LONGEST_WORDS = 100
#: That somebody registered by the call that the event has, and not by one before, which was cancelled.
_PRESENT = Q(response__call=F("occurrence__event__registration"))


@dataclass(frozen=True)
class TimeRow:
    """A time with how many are registered, wait and took part; ``rooms`` are its places by seat, with those taken."""

    occurrence: Occurrence
    words: str
    registered: int
    waiting: int
    attended: int
    rooms: Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class Along:
    """Somebody who answers along with a registrant; ``key`` is the public id of his invitation."""

    key: str
    name: str
    email: str
    joined_at: datetime | None
    came_at: datetime | None


@dataclass(frozen=True)
class Registrant:
    """One registrant of a time, with those who answer along with him; ``key`` is the public id of his answer."""

    key: str
    name: str
    organization: str
    country: str
    email: str
    state: str
    seat: str
    joined_at: datetime | None
    came_at: datetime | None
    comes: bool
    renewable: bool
    along: Sequence[Along]


def time_rows(event: Event, reader: Reader, at: datetime) -> list[TimeRow]:
    """The times of an event. Two queries, one where its times were prefetched."""
    counts = _counts(event)
    return [_time_row(each, counts.get(each.pk, {}), reader, at) for each in event.occurrences.all()]


def _counts(event: Event) -> dict[int, dict[str, int]]:
    holding = Q(response__state__in=HOLDING)
    took_part = Q(joined_at__isnull=False) | Q(came_at__isnull=False)
    rows = Registration.objects.filter(_PRESENT, occurrence__event=event).order_by().values("occurrence")
    found: Any = rows.annotate(
        registered=Count("pk", filter=holding),
        waiting=Count("pk", filter=Q(response__state=ResponseState.WAITLISTED)),
        present=Count("pk", filter=took_part),
        **{seat.value: Count("pk", filter=holding & Q(seat=seat)) for seat in Seat},
    )
    return {row["occurrence"]: row for row in found}


def _time_row(row: Occurrence, counts: dict[str, int], reader: Reader, at: datetime) -> TimeRow:
    rooms = [
        (seat_words(place.seat), counts.get(place.seat.value, 0), place.room)
        for place in places_of([row])
        if place.room is not None
    ]
    words = " · ".join(line_of(Place(row, Seat.LINE), reader, at)[:2])
    return TimeRow(
        row, words, counts.get("registered", 0), counts.get("waiting", 0), counts.get("present", 0), rooms
    )  # fmt: skip


def chosen(rows: Sequence[TimeRow], named: str, at: datetime) -> TimeRow | None:
    """The time of a public id; else the one that takes place now or next, else the last."""
    for row in rows:
        if str(row.occurrence.public_id) == named:
            return row
    ahead = [row for row in rows if standing_of(row.occurrence, at) in {TimeStanding.NOW, TimeStanding.CONFIRMED}]
    return ahead[0] if ahead else rows[-1] if rows else None


def registrations(occurrence: Occurrence, words: str = "") -> QuerySet[Registration]:
    """Those that come or wait, by name; of whom a name, a school or an address has all of some words."""
    own = Coalesce(NullIf("response__person__name", Value("")), F("response__person__email"), output_field=CharField())
    name = Coalesce(NullIf("response__name", Value("")), own, output_field=CharField())
    found = Registration.objects.filter(_PRESENT, occurrence=occurrence, response__state__in=STANDING)
    for word in words[:LONGEST_WORDS].split():
        parts = ("response__name", "response__email", "response__organization__name", "response__organization_name",
                 "response__person__name", "response__person__email")  # fmt: skip
        either = Q()
        for part in parts:
            either |= Q(**{f"{part}__icontains": word})
        found = found.filter(either)
    related = ("response__person", "response__organization", "response__call", "occurrence__event")
    return found.select_related(*related).annotate(by_name=Lower(name)).order_by("by_name", "pk")


def registrants(rows: Iterable[Registration], language: str, at: datetime) -> list[Registrant]:
    """Rows as they are shown. Two queries."""
    shown = list(rows)
    along = _along(shown)
    return [_registrant(each, along.get(each.response_id, []), language, at) for each in shown]


def _along(rows: Sequence[Registration]) -> dict[int, list[Along]]:
    """Those who answer along, by primary key of the response. Two queries."""
    who = CoRespondent.objects.filter(response__in=[row.response_id for row in rows], removed_at=None, declined_at=None)
    noted = {each.co_respondent_id: each for each in Companion.objects.filter(co_respondent__in=who)}
    found: dict[int, list[Along]] = {}
    for each in who.filter(accepted_at__isnull=False, person__isnull=False).select_related("person"):
        own = noted.get(each.pk)
        joined, came = (own.joined_at, own.came_at) if own is not None else (None, None)
        line = Along(str(each.public_id), str(each.person), each.person.email if each.person else "", joined, came)
        found.setdefault(each.response_id, []).append(line)
    return found


def _registrant(row: Registration, along: Sequence[Along], language: str, at: datetime) -> Registrant:
    response: Any = row.response
    ended = door_of(row, at).standing in {Standing.OVER, Standing.CANCELLED}
    organization = response.organization.name if response.organization is not None else response.organization_name
    return Registrant(
        key=str(response.public_id),
        name=subject_words(response) if response.organization is None else str(response.person),
        organization=organization,
        country=country_name(response.country, language) if response.country else "",
        email=response.email or response.person.email,
        state=str(ResponseState(response.state).label),
        seat=seat_words(Seat(row.seat)),
        joined_at=row.joined_at,
        came_at=row.came_at,
        comes=response.state in COMING,
        renewable=row.seat == Seat.LINE and response.state in COMING and not ended,
        along=along,
    )
