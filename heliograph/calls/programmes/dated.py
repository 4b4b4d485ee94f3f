"""The dates of calls on the ribbon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils.text import capfirst

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.programmes.lines import CallLine, when_of
from heliograph.calls.states import CallState, DeadlineKind
from heliograph.frame.reader import Reader
from heliograph.frame.ribbon import Ribbon, Tick, draw
from heliograph.texts.languages import is_right_to_left

_SHOWN = frozenset({CallState.ANNOUNCED, CallState.OPEN, CallState.CLOSED})


def ticks(lines: Iterable[CallLine], reader: Reader, at: datetime) -> Iterator[Tick]:
    """A tick for each date of these calls that is known; those of cancelled and completed ones are over."""
    for line in lines:
        if line.state in _SHOWN:
            yield from _ticks(line, reader, at)


def _ticks(line: CallLine, reader: Reader, at: datetime) -> Iterator[Tick]:
    dates = dates_of(line.call)
    for kind, row in dates.by_kind.items():
        when = when_of(dates, kind, reader, at)
        if row.at is None or when is None:
            continue
        words = f"{capfirst(kind.label)}: {line.title}"
        sign = "event" if kind == DeadlineKind.OPENS else "deadline"
        until = row.at if sign == "event" else row.until
        yield Tick(row.at, until, sign, words, when.first, when.machine, line.url)


def ribbon_of(lines: Iterable[CallLine], reader: Reader, at: datetime, more: Iterable[Tick] = ()) -> Ribbon:
    """The coming days as the dates of these calls fill them, for their reader; ``more`` are ticks of other things."""
    return draw(
        [*ticks(lines, reader, at), *more],
        at,
        zone=reader.zone or settings.ORGANIZER_ZONE,
        language=reader.language,
        mirrored=is_right_to_left(reader.language),
    )
