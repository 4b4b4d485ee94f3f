"""The events of a programme on its page: a series in its order, what comes before what is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from heliograph.calls.models import Programme
from heliograph.calls.programmes.parts import Part
from heliograph.events.pages.finding import found_by
from heliograph.events.pages.lines import EventLine, event_lines, time_lines, turning_points
from heliograph.events.shown import over_at, stored_of
from heliograph.events.states import Standing
from heliograph.frame.reader import Reader
from heliograph.frame.ribbon import Tick
from heliograph.network.rules import Reader as Visitor


def part(programme: Programme, visitor: Visitor, reader: Reader, at: datetime) -> Part | None:
    """The section, None where the visitor finds no event of the programme. Two queries, and those of ``found_by``."""
    lines = event_lines(found_by(visitor).filter(programme=programme), reader, at)
    if not lines:
        return None
    coming = sorted((line for line in lines if not _is_over(line)), key=_order)
    past = [line for line in lines if _is_over(line)]
    return Part(
        "events/pages/of_programme.html",
        {"coming": coming, "past": past[::-1]},
        list(_ticks(coming, reader, at)),
        list(turning_points([line.event for line in lines])),
    )


def _is_over(line: EventLine) -> bool:
    return line.time is not None and not line.time.is_ahead


def _order(line: EventLine) -> tuple[bool, int, bool, float]:
    """Numbered sessions by their number, the others by their time, those to be announced last."""
    start = line.time.occurrence.start if line.time is not None else None
    number = line.event.number
    return number is None, number or 0, start is None, start.timestamp() if start else 0


def _ticks(lines: Iterable[EventLine], reader: Reader, at: datetime) -> Iterator[Tick]:
    """A tick for each time that is ahead and of which at least about the day is known."""
    for line in lines:
        for time in time_lines(line.event, reader, at):
            start = stored_of(time.occurrence).start
            if time.is_ahead and start is not None:
                kind = "tentative" if time.standing == Standing.TENTATIVE else "event"
                words = f"{line.title} ({time.label})" if time.label else str(line.title)
                until = over_at(time.occurrence)
                yield Tick(start, until, kind, words, time.when.first, time.when.machine, line.url)
