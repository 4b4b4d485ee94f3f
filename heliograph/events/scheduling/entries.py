"""The log of an event: what was done with it, and what happened to its times, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from heliograph.events.models import Event, EventEntry, OccurrenceEntry
from heliograph.events.scheduling.snapshots import MOMENT, restored
from heliograph.events.shown import when_of
from heliograph.events.states import Change
from heliograph.frame.reader import Reader
from heliograph.texts.commas import with_commas

#: So many lines of each log stand on the page.
MOST = 100
WORDS: dict[str, str | Promise] = {
    "create": pgettext_lazy("log", "begun"),
    "edit": pgettext_lazy("log", "saved"),
    "publish": pgettext_lazy("log", "published"),
    "unpublish": pgettext_lazy("log", "made a draft again"),
    "link": pgettext_lazy("log", "new link made"),
    "repeat": pgettext_lazy("log", "rule of repeating changed"),
    "speaker": pgettext_lazy("log", "speaker added"),
    "speaker-edit": pgettext_lazy("log", "speaker changed"),
    "speaker-remove": pgettext_lazy("log", "speaker taken away"),
    "document": pgettext_lazy("log", "document added"),
    "document-remove": pgettext_lazy("log", "document taken away"),
    "registration-opened": pgettext_lazy("log", "registration made"),
    "registration-closing": pgettext_lazy("log", "registration closes when the event begins"),
    "floor": pgettext_lazy("log", "call for speakers made"),
    "captions": pgettext_lazy("log", "captions added"),
    "captions-taken": pgettext_lazy("log", "captions taken away"),
    "certificate-revoked": pgettext_lazy("log", "certificate revoked"),
    "certificate-restored": pgettext_lazy("log", "certificate restored"),
}


@dataclass(frozen=True)
class Line:
    """One line of the log. ``more`` says of which time, and how it was before."""

    at: datetime
    by: str
    words: str
    more: str = ""
    reason: str = ""


def entries_of(event: Event, reader: Reader, at: datetime) -> list[Line]:
    """What happened, the latest first. Two queries. ``event`` with its times."""
    lines = [*_of_event(event), *_of_times(event, reader, at)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _of_event(event: Event) -> Iterator[Line]:
    rows = EventEntry.objects.filter(event=event).select_related("by").order_by("-at", "-pk")
    for row in rows[:MOST]:
        yield Line(row.at, str(row.by or ""), str(WORDS.get(row.verb, row.verb)))


def _of_times(event: Event, reader: Reader, at: datetime) -> Iterator[Line]:
    times = {row.pk: row for row in event.occurrences.all()}
    rows = OccurrenceEntry.objects.filter(occurrence__event=event).select_related("by").order_by("-at", "-pk")
    for row in rows[:MOST]:
        time = times[row.occurrence_id]
        now = when_of(restored(time, {**row.after, "state": "confirmed"}), reader, at).first
        was = ""
        if any(name in row.before for name in MOMENT):
            before = when_of(restored(time, {**row.before, "state": "confirmed"}), reader, at).first
            was = _("before: %(date)s") % {"date": before}
        more = with_commas([now, was])
        yield Line(row.at, str(row.by or ""), str(Change(row.change).label), more, row.reason)
