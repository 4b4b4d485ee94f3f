"""An event as its page shows it to a reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heliograph.calls.programmes.asks import whom_words
from heliograph.calls.programmes.lines import picked
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.models import Event, EventDocument, OccurrenceEntry, Speaker
from heliograph.events.pages.lines import TimeLine, time_lines
from heliograph.events.scheduling.snapshots import MOMENT, restored
from heliograph.events.shown import when_of
from heliograph.events.states import Change, EventKind, Part
from heliograph.frame.reader import Reader
from heliograph.library.models import Document
from heliograph.library.rules import EVERYBODY, may_read
from heliograph.library.shown import Given, attached_document
from heliograph.network.countries import Region, country_name


@dataclass(frozen=True)
class Told:
    """What has become of a time: ``before`` is when it was meant to be, ``reason`` why it was changed."""

    before: str
    reason: str


@dataclass(frozen=True)
class Speaks:
    """Somebody who speaks, for a reader; ``time`` is what tells apart the time at which he does, or empty."""

    name: str
    role: Picked
    organization: str
    topic: Picked
    time: str


@dataclass(frozen=True)
class EventPage:
    """All that an event's page shows; ``told`` by primary key of a time."""

    event: Event
    kind: str
    title: Picked
    summary: Picked
    text: Picked
    programme: Picked
    coming: list[TimeLine]
    past: list[TimeLine]
    told: dict[int, Told]
    speakers: list[Speaks]
    documents: list[tuple[Picked, Given]]
    addressed: str
    place: str
    host: str

    @property
    def is_tentative(self) -> bool:
        """Whether something of it is still to be confirmed."""
        return any(line.standing == "tentative" for line in self.coming) or not (self.coming or self.past)

    @property
    def is_dated(self) -> bool:
        """Whether a calendar could have a coming time of it: an entry has a day."""
        return any(line.is_dated for line in self.coming)

    @property
    def chooses(self) -> bool:
        """Whether there are several times of which a reader chooses one."""
        return len(self.coming) > 1 and not self.event.recurrence


def prepare(event: Event, reader: Reader, at: datetime, access: Collection[str] = EVERYBODY) -> EventPage:
    """``event`` with programme, host, audience and times; ``access`` is the reader's to the library.

    A fixed number of queries.
    """
    source, lines = event.source_language, time_lines(event, reader, at)
    return EventPage(
        event=event,
        kind=str(EventKind(event.kind).label),
        title=picked(event.title, reader, source),
        summary=picked(event.summary, reader, source),
        text=picked(event.text, reader, source),
        programme=picked(event.programme.title, reader, event.programme.source_language),
        coming=[line for line in lines if line.is_ahead],
        past=[line for line in lines if not line.is_ahead],
        told=_told(event, reader, at),
        speakers=_speakers(event, reader, {line.occurrence.pk: line for line in lines}),
        documents=list(_documents(event, reader, access)),
        addressed=whom_words(event.audience),
        place=country_name(event.country, reader.language) if event.country else _region(event.region),
        host=event.host.name if event.host is not None else event.host_name,
    )


def _region(name: str) -> str:
    """A region in the reader's language; one that is none of the network's as it is written."""
    return str(Region(name).label) if name in set(Region) else name


def _told(event: Event, reader: Reader, at: datetime) -> dict[int, Told]:
    """What was moved or cancelled last of each time; only what readers saw. One query."""
    if event.published_at is None:
        return {}
    changes = [Change.MOVED, Change.CANCELLED, Change.RESTORED, Change.CONFIRMED]
    entries = OccurrenceEntry.objects.filter(occurrence__event=event, change__in=changes, at__gte=event.published_at)
    rows = {row.pk: row for row in event.occurrences.all()}
    found: dict[int, Told] = {}
    for entry in entries.order_by("at", "pk"):
        row = rows[entry.occurrence_id]
        moved = entry.change == Change.MOVED and any(entry.before.get(name) != entry.after.get(name) for name in MOMENT)
        before = when_of(restored(row, {"state": "confirmed", **entry.before}), reader, at).first if moved else ""
        found[row.pk] = Told(before, entry.reason)
    return {pk: told for pk, told in found.items() if told.before or told.reason}


def _speakers(event: Event, reader: Reader, lines: dict[int, TimeLine]) -> list[Speaks]:
    found: Iterable[Speaker] = event.speakers.all()
    return [_speaks(each, event, reader, lines) for each in found]


def _speaks(each: Speaker, event: Event, reader: Reader, lines: dict[int, TimeLine]) -> Speaks:
    line = lines.get(each.occurrence_id or 0)
    source = event.source_language
    return Speaks(
        name=each.name,
        role=picked(each.role, reader, source),
        organization=each.organization,
        topic=picked(each.topic, reader, source),
        time=(str(line.label) or line.spoken or line.when.first) if line is not None else "",
    )


def _documents(event: Event, reader: Reader, access: Collection[str]) -> Iterable[tuple[Picked, Given]]:
    """The documents to prepare; those of afterwards stand in their own part. Four queries where there are any."""
    rows: Iterable[Any] = EventDocument.objects.filter(event=event, part=Part.PREPARATION).order_by("position", "pk")
    wanted = {row.document_id: row for row in rows}
    if not wanted:
        return
    files = {each.pk: each for each in Document.objects.with_files().filter(pk__in=wanted)}
    for pk in wanted:
        document = files[pk]
        given = attached_document(document, reader) if may_read(access, document) else None
        if given is not None and given.url:
            yield picked(document.title, reader, document.source_language), given
