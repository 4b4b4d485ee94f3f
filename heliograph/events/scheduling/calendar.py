"""One time of an event as a file that goes with a letter, in the words of RFC 5546.

Nobody is asked to answer by calendar, so a time is published (METHOD:PUBLISH), and taken back by METHOD:CANCEL (3.2.5);
the UID stays, SEQUENCE grows, and calendars put the new entry in the place of the old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from heliograph.delivery.letters import Attached
from heliograph.events.models import Occurrence
from heliograph.events.pages.addresses import page_of
from heliograph.events.scheduling.snapshots import restored
from heliograph.events.shown import stored_of
from heliograph.events.states import OccurrenceState
from heliograph.frame import calendars
from heliograph.texts.commas import with_commas
from heliograph.texts.multilingual import pick

PRODID = "-//Heliograph//Events//EN"


def attached(occurrence: Occurrence, language: str) -> tuple[Attached, ...]:
    """The file that goes with a letter about a time; none where its day is not known. No query.

    ``occurrence`` with its event and the event's programme.
    """
    return _files([occurrence], language)


def attached_all(occurrences: Iterable[Occurrence], language: str) -> tuple[Attached, ...]:
    """The files of times about which there is news: those of a series in one, and what takes back the entries that
    calendars have under the names of a series before (``Occurrence.former``). No query.
    """
    rows = list(occurrences)
    return _files([*rows, *(each for row in rows for each in _former(row))], language)


def _files(rows: Iterable[Occurrence], language: str) -> tuple[Attached, ...]:
    parted: dict[tuple[UUID, str], list[Occurrence]] = {}
    for row in rows:
        if calendars.is_entry(stored_of(row)):
            parted.setdefault((row.uid, _method(row)), []).append(row)
    return tuple(
        Attached(
            f"event-{number}.ics" if number > 1 else "event.ics",
            f"text/calendar; charset=utf-8; method={method}",
            ics(times, language, method),
        )
        for number, ((_uid, method), times) in enumerate(parted.items(), 1)
    )


def _method(row: Occurrence) -> str:
    return "CANCEL" if row.state == OccurrenceState.CANCELLED else "PUBLISH"


def _former(row: Occurrence) -> Iterator[Occurrence]:
    """Unsaved copies of a time as it was named before, cancelled."""
    for uid, original in row.former:
        copy = restored(row, {"state": OccurrenceState.CANCELLED})
        copy.uid, copy.original_start = UUID(uid), datetime.fromisoformat(original)
        copy.sequence, copy.changed_at = row.sequence, row.changed_at
        yield copy


def ics(occurrences: Sequence[Occurrence], language: str, method: str) -> bytes:
    """Times of an event as an iCalendar object: in the organizer's zone, which calendars show in their own."""
    with translation.override(language):
        title = _words(occurrences[0].event.title, occurrences[0], language)
        calendar = calendars.begin(title, PRODID, method)
        calendar.extend(_entry(row, title, language) for row in occurrences)
        return calendars.finish(calendar)


def _entry(row: Occurrence, title: str, language: str) -> calendars.Entry:
    event = row.event
    return calendars.Entry(
        f"{row.uid}@{settings.MAIL_DOMAIN}",
        row.sequence,
        _summary(row, title, language),
        stored_of(row),
        page_of(event),
        row.changed_at.astimezone(UTC),
        description="\n".join(filter(None, [_words(event.summary, row, language), page_of(event)])),
        location=with_commas([_words(row.place, row, language), row.address]),
        instead_of=row.original_start,
        organizer=event.contact or event.programme.contact,
    )


def _words(value: object, row: Occurrence, language: str) -> str:
    return pick(value, [language, row.event.source_language])[0]  # type: ignore[arg-type]


def _summary(row: Occurrence, title: str, language: str) -> str:
    label = _words(row.label, row, language)
    return f"{title} ({label})" if label else title
