"""Time zones as iCalendar components (RFC 5545, VTIMEZONE), read from the machine's zone data and checked against it.

A calendar that names a zone must say how its clocks go in the years of which it speaks. Clocks that go by a rule every
year are written by that rule, which holds for later years too; others by their dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = timedelta(days=7)
_SECOND = timedelta(seconds=1)
#: A rule is believed where it holds for so many years.
_YEARS = 4


@dataclass(frozen=True)
class _Change:
    """Clocks are put from one offset to another. ``wall`` is what they showed then, before it (naive)."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=512)
def zone_lines(zone: str, first: int, last: int) -> str:
    """The VTIMEZONE of an IANA zone for the years from ``first`` to ``last``, each line ended by CRLF."""
    info = ZoneInfo(zone)
    begin = datetime(first, 1, 1, tzinfo=UTC) - _STEP
    changes = list(_changes(info, begin, datetime(max(last, first + _YEARS) + 1, 1, 2, tzinfo=UTC)))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", *_standing(info, begin)]
    for alike in _grouped(changes):
        lines += _component(alike)
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _standing(info: ZoneInfo, begin: datetime) -> list[str]:
    """How the clocks go when the years of interest begin."""
    local = begin.astimezone(info)
    offset = _offset(local)
    return _part(
        _Change(local.replace(tzinfo=None), offset, offset, str(local.tzname()), _saved(local) > timedelta()), []
    )


def _changes(info: ZoneInfo, begin: datetime, end: datetime) -> Iterator[_Change]:
    """Every change of the clocks between two instants, in order; no zone changes its own twice in a week."""
    weeks = (begin + _STEP * number for number in range((end - begin) // _STEP + 2))
    for early, late in pairwise(weeks):
        if _state(early, info) != _state(late, info):
            yield _change(info, early, late)


def _change(info: ZoneInfo, early: datetime, late: datetime) -> _Change:
    """The one change between two instants of a week; ``early`` is before it, ``late`` not."""
    old = _state(early, info)
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        early, late = (middle, late) if _state(middle, info) == old else (early, middle)
    old_local, local = early.astimezone(info), late.astimezone(info)
    # Where winter is the exception (Dublin), the clocks of summer save nothing, those of winter less than that.
    summer = _saved(local) > min(timedelta(), _saved(old_local))
    wall = (late + _offset(old_local)).replace(tzinfo=None)
    return _Change(wall, _offset(old_local), _offset(local), str(local.tzname()), summer)


def _state(at: datetime, info: ZoneInfo) -> tuple[object, ...]:
    local = at.astimezone(info)
    return local.utcoffset(), local.dst(), local.tzname()


def _offset(local: datetime) -> timedelta:
    found = local.utcoffset()
    assert found is not None
    return found


def _saved(local: datetime) -> timedelta:
    """How far the clocks are put before those of the rest of the year."""
    return local.dst() or timedelta()


def _grouped(changes: Sequence[_Change]) -> list[list[_Change]]:
    """Changes that are alike but for their day."""
    groups: dict[tuple[object, ...], list[_Change]] = {}
    for each in changes:
        groups.setdefault((each.before, each.after, each.name, each.summer), []).append(each)
    return list(groups.values())


def _component(alike: list[_Change]) -> list[str]:
    rule = _rule([each.wall for each in alike])
    if rule:
        return _part(alike[0], [f"RRULE:{rule}"])
    return _part(alike[0], [f"RDATE:{each.wall:%Y%m%dT%H%M%S}" for each in alike[1:]])


def _part(change: _Change, more: list[str]) -> list[str]:
    kind = "DAYLIGHT" if change.summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_written(change.before)}",
        f"TZOFFSETTO:{_written(change.after)}",
        f"TZNAME:{change.name}",
        *more,
        f"END:{kind}",
    ]


def _written(offset: timedelta) -> str:
    """``+0530``, with seconds where there are some."""
    seconds = abs(offset) // _SECOND
    sign = "-" if offset < timedelta() else "+"
    rest = f"{seconds % 60:02d}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02d}{seconds // 60 % 60:02d}{rest}"


def _rule(walls: Sequence[datetime]) -> str:
    """The yearly rule that gives just these times; empty where there is none, or too few years speak for it."""
    first = walls[0]
    yearly = all(late.year - early.year == 1 for early, late in pairwise(walls))
    alike = {(each.month, each.weekday(), each.time()) for each in walls}
    if len(walls) < _YEARS or not yearly or len(alike) > 1:
        return ""
    places = {(each.day + 6) // 7 for each in walls}
    is_last = all(each.day > monthrange(each.year, each.month)[1] - 7 for each in walls)
    if not is_last and len(places) > 1:
        return ""
    place = -1 if is_last else places.pop()
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={place}{_DAYS[first.weekday()]}"
