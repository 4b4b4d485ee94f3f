"""What this room adds to the page of an event: the floor, recordings with their captions, what else remains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from heliograph.calls.programmes.lines import picked
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.afterwards import floor
from heliograph.events.afterwards.attending import is_held
from heliograph.events.afterwards.captions import MOST_HITS, Hit, search
from heliograph.events.afterwards.mailbox import token_for
from heliograph.events.afterwards.models import CaptionTrack
from heliograph.events.afterwards.telling import LATER
from heliograph.events.models import Event, EventDocument, Occurrence
from heliograph.events.registering.models import Registration
from heliograph.events.registering.people import COMING
from heliograph.events.states import Part
from heliograph.frame.reader import Reader, reader_of
from heliograph.library.models import Document
from heliograph.library.rules import access_of, may_read
from heliograph.library.shown import Given, attached_document
from heliograph.network.countries import language_name
from heliograph.network.models import Person

#: The longest question that is searched for.
LONGEST = 100
ASKED, IN_LANGUAGE = "said", "in"


@dataclass(frozen=True)
class Captions:
    """Captions of a recording: their language in words, and where the file is."""

    track: CaptionTrack
    language: str


@dataclass(frozen=True)
class Shown:
    """A document that remains of an event; ``time`` tells apart the time it belongs to, ``captions`` those it has."""

    title: Picked
    given: Given
    part: str
    time: Picked | None
    captions: Sequence[Captions]


@dataclass(frozen=True)
class Found:
    """A line of captions that was found: in which recording, in which language, and where it leads."""

    hit: Hit
    title: Picked
    code: str
    url: str


def part(request: HttpRequest, event: Event, at: datetime) -> dict[str, Any]:
    """What ``events/parts/afterwards.html`` shows; ``at`` is aware. A fixed number of queries."""
    reader = reader_of(request)
    rows = _readable(event, request)
    shown = {row.pk: _shown(row, event, reader) for row in rows}
    tracks = {track.pk: track for row in rows for track in row.captions.all()}
    asked = " ".join(request.GET.get(ASKED, "").split())[:LONGEST]
    language = request.GET.get(IN_LANGUAGE, "")
    hits = search([track for track in tracks.values() if language in {"", track.language}], asked)
    return {
        "floor": floor.open_of(event, request.user, reader, at),
        "shown": [shown[row.pk] for row in rows],
        "languages": _languages(tracks.values(), reader),
        "asked": asked,
        "language": language,
        "found": [_found(hit, shown) for hit in hits],
        "is_full": len(hits) == MOST_HITS,
        "key": request.GET.get("key", ""),
        "mine": _own(event, request.user, at),
    }


def _readable(event: Event, request: HttpRequest) -> list[EventDocument]:
    """What remains of an event, as far as the library gives it to this reader. Up to seven queries."""
    rows: Iterable[EventDocument] = EventDocument.objects.filter(event=event, part__in=LATER)
    kept = list(rows.select_related("occurrence").prefetch_related("captions").order_by("position", "pk"))  # type: ignore[attr-defined]
    if not kept:
        return []
    files = {each.pk: each for each in Document.objects.with_files().filter(pk__in=[row.document_id for row in kept])}
    access = access_of(request.user)
    for row in kept:
        row.document = files[row.document_id]
    order = {part: number for number, part in enumerate(LATER)}
    return sorted((row for row in kept if may_read(access, row.document)), key=lambda row: order[Part(row.part)])


def _shown(row: EventDocument, event: Event, reader: Reader) -> Shown:
    document, time = row.document, row.occurrence
    captions = [Captions(track, language_name(track.language, reader.language)) for track in row.captions.all()]
    return Shown(
        picked(document.title, reader, document.source_language),
        attached_document(document, reader),
        str(Part(row.part).label),
        picked(time.label, reader, event.source_language) if time is not None else None,
        captions,
    )


def _languages(tracks: Iterable[CaptionTrack], reader: Reader) -> list[tuple[str, str]]:
    """The languages of all captions, by name."""
    codes = {track.language for track in tracks}
    return sorted(((code, language_name(code, reader.language)) for code in codes), key=lambda pair: pair[1])


def _found(hit: Hit, shown: Mapping[int, Shown]) -> Found:
    track = hit.cue.track
    recording = shown[track.recording_id]
    return Found(hit, recording.title, track.language, _placed(recording.given, hit.cue.start // 1000))


def _placed(given: Given, second: int) -> str:
    """The address of a recording at a second (W3C Media Fragments); of one that is a file of the library, its own."""
    if given.form or not given.url or "#" in given.url:
        return given.url
    return f"{given.url}#t={second}"


def _own(event: Event, person: object, at: datetime) -> list[tuple[Occurrence, str]]:
    """The times that somebody signed in had a place at and that are over, with what leads to his page. One query."""
    if not isinstance(person, Person):
        return []
    rows = Registration.objects.filter(occurrence__event=event, response__person=person, response__state__in=COMING)
    times = {row.occurrence_id: row.occurrence for row in rows.select_related("occurrence")}
    return [(each, token_for(person.email, each, at)) for each in times.values() if is_held(each, at)]
