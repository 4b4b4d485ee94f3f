"""The ribbon: the coming sixty days as one line, with today at its start and a tick for each date.

Places are percentages of the width, so that the drawing keeps the size of its signs on every screen;
right-to-left pages are drawn from the other end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_skeleton

from heliograph.moments.locales import locale_of
from heliograph.moments.zones import zone_info

DAYS = 60
EVERY = 14
STEP = 18
HEADROOM = 30
FOOT = 26
ROWS = 7

#: How near two signs may stand on one row, in percent of the width: a sign's breadth on the narrowest screen.
NEAR = 4.2


@dataclass(frozen=True)
class Tick:
    """A date to be drawn. ``kind`` is deadline, event, tentative or day (one that is marked); instants are aware.

    ``words`` name it, ``day`` says when.
    """

    at: datetime
    until: datetime | None
    kind: str
    words: str
    day: str
    machine: str
    url: str


@dataclass(frozen=True)
class Sign:
    """A tick in its place: ``x`` and ``width`` in percent from the left, ``y`` in pixels from the top."""

    tick: Tick
    x: str
    width: str
    bar: str
    y: int
    anchor: str


@dataclass(frozen=True)
class Mark:
    """A day named below the line."""

    x: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Ribbon:
    """The drawing; heights in pixels."""

    signs: tuple[Sign, ...]
    marks: tuple[Mark, ...]
    weeks: tuple[str, ...]
    today: str
    line: int
    height: int

    @property
    def week_end(self) -> int:
        return self.line + 5

    @property
    def has_days(self) -> bool:
        """Whether a day stands on it that is marked everywhere."""
        return any(sign.tick.kind == "day" for sign in self.signs)

    @property
    def foot(self) -> int:
        return self.line + 22


def _share(at: datetime, now: datetime) -> float:
    """How far along the ribbon an instant lies, 0 to 100."""
    return min(100.0, max(0.0, (at - now) / timedelta(days=DAYS) * 100))


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _anchor(share: float) -> str:
    """How a text at this share stays inside the drawing: ``start`` and ``end`` follow the direction of
    writing.
    """
    return "middle" if 25 <= share <= 75 else "start" if share < 25 else "end"


def _side(share: float, *, mirrored: bool) -> float:
    return 100 - share if mirrored else share


def _rows(ticks: Sequence[Tick], now: datetime) -> list[int]:
    """A row for each tick, the lowest on which nothing stands too near."""
    last: list[float] = []
    rows = []
    for tick in ticks:
        share = _share(tick.at, now)
        row = next((index for index, end in enumerate(last) if share - end >= NEAR), len(last))
        row = min(row, ROWS - 1)
        if row == len(last):
            last.append(share)
        last[row] = share
        rows.append(row)
    return rows


def _sign(tick: Tick, row: int, line: int, now: datetime, *, mirrored: bool) -> Sign:
    lasts = tick.until is not None and tick.until - tick.at > timedelta(days=1, hours=1)
    begin, end = _share(tick.at, now), _share(tick.until if lasts and tick.until else tick.at, now)
    left = _side(end if mirrored else begin, mirrored=mirrored)
    return Sign(
        tick,
        _percent(_side(begin, mirrored=mirrored)),
        _percent(end - begin),
        _percent(left),
        line - STEP * row,
        _anchor(begin),
    )


def _marks(now: datetime, zone: str, language: str, *, mirrored: bool) -> tuple[Mark, ...]:
    found = []
    for days in range(EVERY, DAYS, EVERY):
        at = now + timedelta(days=days)
        words = format_skeleton("MMMd", at.astimezone(zone_info(zone)).date(), locale=locale_of(language))
        found.append(Mark(_percent(_side(_share(at, now), mirrored=mirrored)), words, "middle"))
    return tuple(found)


def draw(ticks: Iterable[Tick], now: datetime, *, zone: str, language: str, mirrored: bool) -> Ribbon:
    """The ribbon of the ticks that lie within its days, soonest first. ``now`` is aware, ``zone`` the
    reader's.
    """
    end = now + timedelta(days=DAYS)
    shown = sorted(
        (t for t in ticks if t.at < end and (t.until or t.at) >= now), key=lambda t: (max(t.at, now), t.words)
    )
    rows = _rows(shown, now)
    line = HEADROOM + STEP * max(rows, default=0)
    signs = [_sign(tick, row, line, now, mirrored=mirrored) for tick, row in zip(shown, rows, strict=True)]
    weeks = [_side(_share(now + timedelta(days=days), now), mirrored=mirrored) for days in range(7, DAYS, 7)]
    return Ribbon(
        tuple(signs),
        _marks(now, zone, language, mirrored=mirrored),
        tuple(map(_percent, weeks)),
        _percent(_side(0, mirrored=mirrored)),
        line,
        line + FOOT,
    )
