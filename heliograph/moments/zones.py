"""Zones as JSON and rows name them: IANA names and fixed offsets ("UTC+02:00"); wall time and instants."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"UTC([+-])(\d\d):(\d\d)")
#: Of a time that the clock shows twice in the night in which it is set back.
FIRST, SECOND = "first", "second"


def offset_name(minutes: int) -> str:
    """``UTC+02:00`` for 120; ``UTC`` for 0."""
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "-"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=256)
def zone_info(name: str) -> tzinfo:
    """The zone of an IANA name or of an offset's name; raises ``ZoneInfoNotFoundError`` where there is none."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return ZoneInfo(name)
    minutes = int(match[2]) * 60 + int(match[3])
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))


class Fold(StrEnum):
    """What a clock change does to a wall time."""

    PLAIN = "plain"
    GAP = "gap"
    FOLD = "fold"


def instant(wall: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall time in a zone; of two the earlier (PEP 495, fold 0)."""
    return wall.replace(tzinfo=zone_info(zone)).astimezone(UTC)


def fold_of(wall: datetime, zone: str) -> Fold:
    """Whether the clock shows a wall time once, never or twice."""
    info = zone_info(zone)
    early, late = wall.replace(tzinfo=info, fold=0), wall.replace(tzinfo=info, fold=1)
    if early.utcoffset() == late.utcoffset():
        return Fold.PLAIN
    back = early.astimezone(UTC).astimezone(info).replace(tzinfo=None)
    return Fold.FOLD if back == wall else Fold.GAP


def which_of(at: datetime, zone: str) -> str:
    """Which of two equal times on the clock of a zone an instant is, FIRST or SECOND; empty where there is but one."""
    wall = at.astimezone(zone_info(zone)).replace(tzinfo=None)
    if fold_of(wall.replace(fold=0), zone) != Fold.FOLD:
        return ""
    return SECOND if wall.fold else FIRST


def changes_between(start: datetime, end: datetime, zone: str) -> bool:
    """Whether the zone's offset differs between two naive wall times."""
    info = zone_info(zone)
    return start.replace(tzinfo=info).utcoffset() != end.replace(tzinfo=info).utcoffset()
