"""One time of an event as a file that goes with a letter, in the words of RFC 5546.

Nobody is asked to answer by calendar, so a time is published (METHOD:PUBLISH), and taken back by METHOD:CANCEL (3.2.5);
the UID stays, SEQUENCE grows, and calendars put the new entry in the place of the old.
"""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.utils import translation

from heliograph.delivery.letters import Attached
from heliograph.events.models import Occurrence
from heliograph.events.pages.addresses import page_of
from heliograph.events.shown import stored_of
from heliograph.events.states import OccurrenceState
from heliograph.frame import calendars
from heliograph.texts.multilingual import pick

PRODID = "-//Heliograph//Events//EN"


def attached(occurrence: Occurrence, language: str) -> tuple[Attached, ...]:
    """The file that goes with a letter about a time; none where its day is not known. No query.

    ``occurrence`` with its event and the event's programme.
    """
    if not calendars.is_entry(stored_of(occurrence)):
        return ()
    method = "CANCEL" if occurrence.state == OccurrenceState.CANCELLED else "PUBLISH"
    return (Attached("event.ics", f"text/calendar; charset=utf-8; method={method}", ics(occurrence, language, method)),)


def ics(occurrence: Occurrence, language: str, method: str) -> bytes:
    """The time as an iCalendar object: in the organizer's zone, which calendars show in their own."""
    with translation.override(language):
        event, row = occurrence.event, occurrence
        title = _words(event.title, row, language)
        calendar = calendars.begin(title, PRODID, method)
        calendar.add(
            calendars.Entry(
                f"{row.uid}@{settings.MAIL_DOMAIN}",
                row.sequence,
                _summary(row, title, language),
                stored_of(row),
                page_of(event),
                row.changed_at.astimezone(UTC),
                description="\n".join(filter(None, [_words(event.summary, row, language), page_of(event)])),
                location=", ".join(filter(None, [_words(row.place, row, language), row.address])),
                instead_of=row.original_start,
                organizer=event.contact or event.programme.contact,
            )
        )
        return calendars.finish(calendar)


def _words(value: object, row: Occurrence, language: str) -> str:
    return pick(value, [language, row.event.source_language])[0]  # type: ignore[arg-type]


def _summary(row: Occurrence, title: str, language: str) -> str:
    label = _words(row.label, row, language)
    return f"{title} ({label})" if label else title
