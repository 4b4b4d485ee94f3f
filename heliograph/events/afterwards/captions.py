"""Captions of a recording: added from a WebVTT file, taken away, and searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from heliograph.events.afterwards import webvtt
from heliograph.events.afterwards.models import CaptionTrack, Cue
from heliograph.events.models import EventDocument
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
#: A line: the primary key of its track, and its number there.
Place = tuple[int, int]


@dataclass(frozen=True)
class Hit:
    """A line that was found, or the first of two: ``pieces`` of what is said there, what was searched for marked;
    ``clock`` is when it begins.
    """

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


def search(tracks: Iterable[CaptionTrack], question: str) -> list[Hit]:
    """Where captions have all words of a question, track by track as they are said: in one line, or in a line and the
    next, since what is said does not end where a line does.

    A query for each word and one for the lines; none for a question without words. ``tracks`` are those that the reader
    may read.
    """
    among, words = [track.pk for track in tracks], fulltext.asked(question)
    if not among or not words:
        return []
    order = {track: position for position, track in enumerate(among)}
    places = _places([_with(word, among) for word in words])
    found = sorted(places, key=lambda place: (order[place[0]], place[1]))[:MOST_HITS]
    lines = Q(pk__in=())
    for track, number, length in found:
        lines |= Q(track=track, number__gte=number, number__lt=number + length)
    rows = {(cue.track_id, cue.number): cue for cue in Cue.objects.filter(lines).select_related("track__recording")}
    return [_hit([rows[track, number + more] for more in range(length)], words) for track, number, length in found]


def _with(word: str, tracks: Sequence[int]) -> set[Place]:
    """The lines that have a word (a token)."""
    matching = RawSQL(*fulltext.statement(TOPIC, [word]))
    return set(Cue.objects.filter(track__in=tracks, pk__in=matching).values_list("track", "number"))


def _places(by_word: Sequence[set[Place]]) -> list[tuple[int, int, int]]:
    """Track, first line and number of lines of each place that has all words, none of which is part of another."""
    whole = set.intersection(*by_word)
    found = [(track, number, 1) for track, number in whole]
    taken = set(whole)
    for track, number in sorted(set.union(*by_word)):
        pair = {(track, number), (track, number + 1)}
        if pair & taken or not all(pair & lines for lines in by_word):
            continue
        taken |= pair
        found.append((track, number, 2))
    return found


def _hit(cues: Sequence[Cue], words: Sequence[str]) -> Hit:
    return Hit(cues[0], marked(" ".join(cue.text for cue in cues), words), webvtt.clock(cues[0].start))


def file_of(track: CaptionTrack) -> str:
    """Captions as a WebVTT file. One query."""
    rows = track.cues.order_by("number")
    return webvtt.write(webvtt.Line(row.start, row.end, row.speaker, row.text) for row in rows)
