"""Events and their times as pages show them, made for one reader. No query for events that have their times at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from heliograph.calls.programmes.asks import listed
from heliograph.calls.programmes.lines import picked
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.events.models import Event, Occurrence
from heliograph.events.pages.addresses import path_of
from heliograph.events.shown import over_at, proposed, standing_of, when_of
from heliograph.events.states import EventKind, Mode, OccurrenceState, Standing
from heliograph.frame.reader import Reader
from heliograph.moments.wording import SOON, When
from heliograph.network.countries import language_name
from heliograph.texts.weblinks import safe_web_address

#: The class that colours a standing; the words say it too.
CLASSES = {
    Standing.TENTATIVE: "tentative",
    Standing.CONFIRMED: "ahead",
    Standing.NOW: "open",
    Standing.HELD: "over",
    Standing.CANCELLED: "over",
}
_AHEAD = frozenset({Standing.TENTATIVE, Standing.CONFIRMED, Standing.NOW})


@dataclass(frozen=True)
class TimeLine:
    """One time of an event for a reader.

    ``said`` are the words used of one that is to be confirmed. ``spoken``, ``captions`` and ``interpretation`` are
    languages in words. ``link`` is empty unless it is shown to all. ``is_proposed``: it is the one for this reader.
    """

    occurrence: Occurrence
    when: When
    standing: Standing
    state_class: str
    label: Picked
    said: Picked
    mode: str
    place: Picked
    link: str
    spoken: str
    captions: str
    interpretation: str
    is_proposed: bool = False

    @property
    def state_words(self) -> str:
        return str(self.standing.label)

    @property
    def is_dated(self) -> bool:
        """Whether a day is known of it, or about which days it will be."""
        return self.occurrence.start is not None or bool(self.occurrence.words)

    @property
    def is_ahead(self) -> bool:
        return self.standing in _AHEAD


def time_lines(event: Event, reader: Reader, at: datetime) -> list[TimeLine]:
    """A line for each time of an event, in order; ``at`` is aware. Of a standing meeting nobody chooses one."""
    rows = times_of(event)
    chooses = len(_coming(rows, at)) > 1 and not event.recurrence
    best = proposed(rows, reader, at) if chooses else None
    return [_time_line(row, reader, at, is_proposed=row is best) for row in rows]


def times_of(event: Event) -> list[Occurrence]:
    """The times of an event in order, each with its event at hand."""
    rows = list(event.occurrences.all())
    for row in rows:
        row.event = event
    return rows


def _coming(rows: Iterable[Occurrence], at: datetime) -> list[Occurrence]:
    return [row for row in rows if standing_of(row, at) in _AHEAD]


def _time_line(row: Occurrence, reader: Reader, at: datetime, *, is_proposed: bool) -> TimeLine:
    source, standing = row.event.source_language, standing_of(row, at)
    ahead = standing in _AHEAD
    return TimeLine(
        occurrence=row,
        when=when_of(row, reader, at),
        standing=standing,
        state_class=CLASSES[standing],
        label=picked(row.label, reader, source),
        said=picked(row.said, reader, source),
        mode=str(Mode(row.mode).label),
        place=picked(row.place, reader, source),
        link=safe_web_address(row.join_link) or "" if row.open_link and ahead else "",
        spoken=in_words(row.languages, reader),
        captions=in_words(row.captions, reader),
        interpretation=in_words(row.interpretation, reader),
        is_proposed=is_proposed,
    )


def in_words(codes: Sequence[str], reader: Reader) -> str:
    """Languages by name, in the reader's; empty for none."""
    return listed([language_name(code, reader.language) for code in codes], reader.language) if codes else ""


@dataclass(frozen=True)
class EventLine:
    """An event in a list, with the time that counts for its reader; ``more`` is how many others are ahead."""

    event: Event
    kind: str
    title: Picked
    summary: Picked
    programme: Picked
    url: str
    time: TimeLine | None
    more: int

    @property
    def is_tentative(self) -> bool:
        return self.time is None or self.time.standing == Standing.TENTATIVE


def event_lines(events: Iterable[Event], reader: Reader, at: datetime) -> list[EventLine]:
    """A line for each event with programme and times, in their order."""
    return [_event_line(event, reader, at) for event in events]


def _event_line(event: Event, reader: Reader, at: datetime) -> EventLine:
    source, rows = event.source_language, times_of(event)
    coming = _coming(rows, at)
    now = [row for row in coming if standing_of(row, at) == Standing.NOW]
    shown = _only_rule(event, coming) or (now[0] if now else None) or proposed(rows, reader, at) or _last(rows)
    return EventLine(
        event=event,
        kind=str(EventKind(event.kind).label),
        title=picked(event.title, reader, source),
        summary=picked(event.summary, reader, source),
        programme=picked(event.programme.title, reader, event.programme.source_language),
        url=path_of(event),
        time=_time_line(shown, reader, at, is_proposed=False) if shown is not None else None,
        more=max(0, len(coming) - 1),
    )


def _only_rule(event: Event, coming: Sequence[Occurrence]) -> Occurrence | None:
    """Of a standing meeting the next time counts: nobody chooses among them."""
    return coming[0] if event.recurrence and coming else None


def _last(rows: Sequence[Occurrence]) -> Occurrence | None:
    held = [row for row in rows if row.state != OccurrenceState.CANCELLED]
    return next(reversed(held or list(rows)), None)


def turning_points(events: Iterable[Event]) -> Iterator[datetime | None]:
    """The instants (UTC) at which the words of an event change: it is near, begins, is over. No query."""
    for event in events:
        for row in event.occurrences.all():
            yield from (row.start, over_at(row), row.start - SOON if row.start else None)
