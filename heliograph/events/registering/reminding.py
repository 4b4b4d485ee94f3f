"""Registrants are reminded a day and an hour before a time begins: one mailing for each, set by set.

Every step is found done when it is done again: the mailing has a key, an address one message, a mailing starts once.
The key names the instant at which the time began when it was written: moved, it is another mailing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.concerned import readers
from heliograph.calls.models import CoRespondent, Response
from heliograph.delivery import steering
from heliograph.delivery.mailings import fill_along, keep_body, open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.events.models import Occurrence
from heliograph.events.registering.models import OccurrenceReminder, Registration
from heliograph.events.registering.people import COMING, responses
from heliograph.events.registering.reminder_letter import write
from heliograph.events.registering.wording import title_of
from heliograph.events.states import EventStatus, OccurrenceState, Seat
from heliograph.events.topics import EVENT_REMINDERS
from heliograph.moments.precision import Precision
from heliograph.network.circulars import Reading, reader_of, reads

_KEY = "events/reminder/"
#: By hours before the beginning, how long before it at the latest: a reminder that is missed by more does not go.
LATEST = {24: timedelta(hours=3), 1: timedelta(0)}
#: Bodies by one transaction.
BATCH = 100


def remind(at: datetime) -> int:
    """Write the reminders that are due; returns how many letters. For the clock; safe in several processes at once."""
    return sum(_remind(row, hours, at) for hours in LATEST for row in due(hours, at))


def due(hours: int, at: datetime) -> list[Occurrence]:
    """The times of whose registrants those are to be reminded who were not, so many hours before."""
    done = OccurrenceReminder.objects.filter(occurrence=OuterRef("pk"), hours=hours, start=OuterRef("start"))
    rows = Occurrence.objects.filter(
        ~Exists(done),
        Exists(Registration.objects.filter(occurrence=OuterRef("pk"))),
        state=OccurrenceState.CONFIRMED,
        event__status=EventStatus.PUBLISHED,
        start__gt=at + LATEST[hours],
        start__lte=at + timedelta(hours=hours),
    )
    exact = rows.filter(precision=Precision.MINUTE) if hours == 1 else rows
    return list(exact.select_related("event__programme").order_by("start", "pk"))


def _remind(row: Occurrence, hours: int, at: datetime) -> int:
    written = _send(row, hours, at)
    once = {"occurrence": row, "hours": hours, "start": row.start}
    OccurrenceReminder.objects.get_or_create(**once, defaults={"at": at, "letters": written})
    return written


def key_of(row: Occurrence, hours: int) -> str:
    """The key of a reminder's mailing."""
    assert row.start is not None
    return f"{_KEY}{row.pk}/{hours}/{row.start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def read_key(key: str) -> tuple[int, int, datetime]:
    """The time (by primary key), the hours and the beginning that a key names. Raises ValueError for another's."""
    if not key.startswith(_KEY):
        raise ValueError(f"{key!r} is no key of a reminder")
    row, hours, start = key.removeprefix(_KEY).split("/")
    return int(row), int(hours), datetime.fromisoformat(start)


def occurrence_of_key(key: str) -> int:
    """The primary key of the time of which a mailing reminds. Raises ValueError for the key of another mailing."""
    return read_key(key)[0]


def _send(row: Occurrence, hours: int, at: datetime) -> int:
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        title = _("Reminder: %(title)s") % {"title": title_of(row, language)}
    mailing = open_mailing(key_of(row, hours), EVENT_REMINDERS.slug, title, at, automatic=True)
    if mailing.state != MailingState.FILLING:
        return 0
    bodies, written = Bodies(mailing, row, hours, at), 0
    for audience in audiences(row):
        kinds = audience.order_by().values_list("reading", flat=True).distinct().iterator(chunk_size=1000)
        written += fill_along(mailing, audience, bodies.of(kinds))
    steering.start(mailing.pk, at, "")
    return written


def audiences(row: Occurrence) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Who is reminded, as ``fill_along`` reads them; ``reading`` ends with how he takes part.

    First those who come themselves or answer with others, then those who are registered under their own address.
    """
    coming = responses(row, COMING)
    joint = CoRespondent.objects.filter(
        response__in=coming, removed_at=None, declined_at=None, accepted_at__isnull=False, person__isnull=False
    )
    themselves = coming.filter(email="")
    people = readers(Q(pk__in=themselves.values("person")) | Q(pk__in=joint.values("person"))).filter(erased_at=None)
    # From his responses to his place, not through all places of the time for each person.
    his = Response.objects.filter(person=OuterRef(OuterRef("pk")), call=row.event.registration_id, email="")
    mine = Registration.objects.filter(response__in=his.filter(state__in=COMING)).annotate(of=F("occurrence") + 0)
    led = CoRespondent.objects.filter(
        person=OuterRef(OuterRef("pk")), removed_at=None, declined_at=None, accepted_at__isnull=False
    )
    along = Registration.objects.filter(response__in=led.values("response"), response__state__in=COMING)
    along = along.annotate(of=F("occurrence") + 0)
    seats = [Subquery(each.filter(of=row.pk).order_by("pk").values("seat")[:1]) for each in (mine, along)]
    seat = Coalesce(*seats, Value(Seat.LINE.value), output_field=CharField())
    people = people.annotate(reading=Concat(reads("languages", "zone"), Value(" "), seat, output_field=TextField()))
    theirs = Registration.objects.filter(response=OuterRef("pk")).values("seat")[:1]
    read = Concat(
        "language", Value(f" {row.zone} "), Subquery(theirs, output_field=CharField()), output_field=TextField()
    )
    return people, coming.exclude(email="").annotate(address=F("email"), reading=read).order_by("pk")


class Bodies:
    """The letters of a reminder: one for each language, zone and way to take part, as the time is now."""

    def __init__(self, mailing: Mailing, row: Occurrence, hours: int, at: datetime) -> None:
        self._mailing, self._row, self._hours, self._at = mailing, row, hours, at

    def of(self, kinds: Iterable[str]) -> dict[str, int]:
        """By kind of reader the primary key of his letter."""
        found: dict[str, int] = {}
        for batch in _batches(kinds):
            with transaction.atomic():
                for reading in batch:
                    how, seat = _read(reading)
                    found[reading] = self.one(how, seat)
        return found

    def one(self, how: Reading, seat: Seat) -> int:
        """The primary key of one letter; of a time that was changed since, another."""
        letter = write(self._row, seat, self._hours, *how, self._at)
        return keep_body(self._mailing, body_key(how, seat, self._row.version), how, letter, self._at)[0].pk


def body_key(how: Reading, seat: Seat, version: int) -> str:
    """How a letter is told apart from the others of its mailing."""
    return f"{how[0]} {how[1]} {seat.value} {version}"


def _read(reading: str) -> tuple[Reading, Seat]:
    how, _space, seat = reading.rpartition(" ")
    return reader_of(how), Seat(seat)


def _batches(kinds: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for each in kinds:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
