"""Captions of a recording: added from a WebVTT file, taken away, and searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.events.afterwards import webvtt
from heliograph.events.afterwards.models import CaptionTrack, Cue
from heliograph.events.models import Event, EventDocument
from heliograph.events.scheduling.doors import changed_for_readers, held_event, log
from heliograph.events.states import Part
from heliograph.frame import fulltext
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.tokens import Piece, marked

#: Bytes of a file of captions: two hours have about 150,000.
LARGEST = 2 * 1024 * 1024
#: Lines that a search shows.
MOST_HITS = 50
TOPIC = "event-captions"
_BATCH = 500


@dataclass(frozen=True)
class Hit:
    """A line that was found: ``pieces`` of its text, what was searched for marked; ``clock`` is when it is said."""

    cue: Cue
    pieces: tuple[Piece, ...]
    clock: str


@transaction.atomic
def add_captions(
    recording: EventDocument, language: str, name: str, content: bytes, by: Person, at: datetime
) -> CaptionTrack:
    """Captions of a recording in a language (BCP 47), in place of those that it has in this one.

    Raises Refused: no recording, too large; webvtt.Faulty for a file that is not WebVTT.
    """
    event = held_event(recording.event, by)
    if recording.part != Part.RECORDING:
        raise Refused("no-recording", _("Captions belong to a recording. Choose one."))
    if len(content) > LARGEST:
        raise Refused("too-large", too_large())
    lines = webvtt.parse(content)
    _drop(CaptionTrack.objects.filter(recording=recording, language=language))
    track: CaptionTrack = CaptionTrack.objects.create(
        recording=recording, language=language, name=name.strip()[:200], added_at=at, added_by=by
    )
    Cue.objects.bulk_create([_cue(track, number, line) for number, line in enumerate(lines, 1)], _BATCH)
    cues = track.cues.values_list("pk", "text", "number")
    fulltext.index_many(TOPIC, [(pk, language, text, -number) for pk, text, number in cues])
    log(event, "captions", by, at, language)
    changed_for_readers()
    return track


def too_large() -> str:
    """What is said of a file that is larger than captions are."""
    return _("This file is larger than %(limit)d MB: it does not look like captions.") % {"limit": LARGEST // 1024**2}


def _cue(track: CaptionTrack, number: int, line: webvtt.Line) -> Cue:
    return Cue(track=track, number=number, start=line.start, end=line.end, speaker=line.speaker, text=line.text)


@transaction.atomic
def remove_captions(track: CaptionTrack, by: Person, at: datetime) -> None:
    """Take captions away. A second time nothing happens. Raises Refused."""
    event = held_event(track.recording.event, by)
    if _drop(CaptionTrack.objects.filter(pk=track.pk)):
        log(event, "captions-taken", by, at, track.language)
        changed_for_readers()


def _drop(tracks: QuerySet[CaptionTrack]) -> bool:
    fulltext.forget(TOPIC, list(Cue.objects.filter(track__in=tracks).values_list("pk", flat=True)))
    return bool(tracks.delete()[0])


def search(event: Event, question: str, language: str = "") -> list[Hit]:
    """The lines of an event's captions that have all words of a question, recording by recording as they are said.

    In one language where one is given. One query, none for a question without words.
    """
    matching = fulltext.matching(TOPIC, question)
    if matching is None:
        return []
    found = Cue.objects.filter(track__recording__event=event, pk__in=matching)
    if language:
        found = found.filter(track__language=language)
    rows = found.select_related("track__recording").order_by("track__recording__position", "track", "number")
    words = fulltext.asked(question)
    return [_hit(cue, words) for cue in rows[:MOST_HITS]]


def _hit(cue: Cue, words: Sequence[str]) -> Hit:
    return Hit(cue, marked(cue.text, words), webvtt.clock(cue.start))


def file_of(track: CaptionTrack) -> str:
    """Captions as a WebVTT file. One query."""
    rows = track.cues.order_by("number")
    return webvtt.write(webvtt.Line(row.start, row.end, row.speaker, row.text) for row in rows)
