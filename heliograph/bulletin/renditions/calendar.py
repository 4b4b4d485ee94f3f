"""The moments of editions as an iCalendar object (RFC 5545, with the names of RFC 7986).

A minute-precise moment keeps its own zone by TZID with a VTIMEZONE; a day-precise one is a DATE; what is tentative says
``STATUS:TENTATIVE``, what was taken back ``STATUS:CANCELLED``. The UID of a moment never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText, vUri

from heliograph.bulletin.edition import Edition, ItemEdition, Moment
from heliograph.texts import tree
from heliograph.texts.render_plain import render_plain

_REFRESH = timedelta(hours=12)
#: How many days a tentative moment may take up, by its precision; a longer one is not a calendar entry.
_SPANS = {"day": 1, "week": 7, "ten-days": 10}


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _last_day(moment: Moment, first: date) -> date:
    stored = moment.stored
    if stored.end is not None:
        return max(first, _local(stored.end, stored.zone).date())
    return first + timedelta(days=_SPANS.get(stored.precision, 1) - 1)


def is_entry(moment: Moment) -> bool:
    """Whether a moment can stand in a calendar: its day, or a period of days, is known."""
    stored = moment.stored
    return stored.start is not None and (stored.precision == "minute" or stored.precision in _SPANS)


def _set_times(event: Event, moment: Moment) -> None:
    stored = moment.stored
    assert stored.start is not None
    begin = _local(stored.start, stored.zone)
    if stored.precision == "minute":
        event.add("dtstart", begin)
        if stored.end is not None:
            event.add("dtend", _local(stored.end, stored.zone))
        return
    event.add("dtstart", begin.date())
    event.add("dtend", _last_day(moment, begin.date()) + timedelta(days=1))


def _status(moment: Moment) -> str:
    if moment.stored.withdrawn:
        return "CANCELLED"
    return "TENTATIVE" if moment.kind == "tentative" else "CONFIRMED"


def _summary(item: ItemEdition, moment: Moment) -> str:
    line = item.title
    if moment.what_words:
        line = _("%(what)s: %(title)s") % {"what": moment.what_words, "title": item.title}
    return f"{line} ({moment.language_name})" if moment.language_name else line


def _event(edition: Edition, item: ItemEdition, moment: Moment, domain: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{moment.uid}@{domain}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", moment.sequence)
    event.add("summary", _summary(item, moment))
    _set_times(event, moment)
    event.add("status", _status(moment))
    event.add("transp", "TRANSPARENT" if moment.is_deadline or moment.kind == "tentative" else "OPAQUE")
    event.add("url", vUri(item.url))
    opening = tree.Document(item.body.blocks[:1])
    event.add("description", "\n\n".join(filter(None, [moment.words, render_plain(opening).strip(), item.url])))
    if moment.place:
        event.add("location", moment.place)
    if item.label:
        event.add("categories", [item.label])
    return event


def render(editions: Iterable[Edition], *, name: str, domain: str) -> bytes:
    """One calendar of all moments of the editions, in their language; ``domain`` ends every UID. UTF-8, CRLF lines."""
    calendar = Calendar()
    calendar.add("prodid", "-//Heliograph//Bulletin//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    for edition in editions:
        stamp = (edition.corrected_at or edition.published_at or edition.prepared_at).astimezone(UTC)
        for item in edition.items:
            for moment in filter(is_entry, item.moments):
                calendar.add_component(_event(edition, item, moment, domain, stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
