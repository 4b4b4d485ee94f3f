"""Between the wall clock of a text and the instants of a row.

A moment on the wall is a mapping with the fields of ``importing.draft.DraftMoment``, and ``start_which`` and
``end_which`` where an editor has said which of two equal times he means; a stored one has the fields of
``models.ItemMoment``. Only IANA names are stored as zones: they change their clocks and have a name for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from heliograph.moments.zones import SECOND, which_of

if TYPE_CHECKING:
    from heliograph.bulletin.models import ItemMoment

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$")

#: Zones at an offset (minutes) of broken hours; those that change their clocks serve on the dates when they are there.
_BROKEN_HOURS: dict[int, tuple[str, ...]] = {
    -570: ("Pacific/Marquesas",),
    -210: ("America/St_Johns",),
    -150: ("America/St_Johns",),
    210: ("Asia/Tehran",),
    270: ("Asia/Kabul",),
    330: ("Asia/Kolkata",),
    345: ("Asia/Kathmandu",),
    390: ("Asia/Yangon",),
    525: ("Australia/Eucla",),
    570: ("Australia/Darwin",),
    630: ("Australia/Lord_Howe", "Australia/Adelaide"),
    765: ("Pacific/Chatham",),
    825: ("Pacific/Chatham",),
}
_ZONES = frozenset(available_timezones())


class NoSuchTime(ValueError):
    """A date, a clock time or a zone that does not exist; ``part`` is the field that is wrong."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class Instant:
    """An instant (UTC) and the zone it is stored with; ``trouble`` is ``dst-gap``, ``dst-fold`` or empty."""

    at: datetime
    zone: str
    trouble: str = ""


def offset_of(words: str) -> timedelta | None:
    """The offset that ``UTC+02:00``, ``GMT-3`` or ``+0530`` names (``AoE``: UTC-12); None where the words name none."""
    if words.casefold() == "aoe":
        return timedelta(hours=-12)
    found = _OFFSET.match(words.replace("−", "-").replace(" ", ""))
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -size if found[1] == "-" else size


def zone_for(words: str, at: datetime) -> str:
    """The IANA name for a zone's name or offset; ``at`` is a naive wall time on which a broken offset must hold.

    Whole hours are the ``Etc/GMT`` zones, whose sign is turned round (POSIX): UTC+02:00 is ``Etc/GMT-2``.
    Raises NoSuchTime.
    """
    if words in _ZONES:
        return words
    offset = offset_of(words)
    minutes = int(offset.total_seconds() // 60) if offset is not None else None
    if minutes is None:
        raise NoSuchTime("zone")
    if minutes == 0:
        return "UTC"
    named = f"Etc/GMT{-minutes // 60:+d}"
    if minutes % 60 == 0 and named in _ZONES:
        return named
    for candidate in _BROKEN_HOURS.get(minutes, ()):
        if at.replace(tzinfo=ZoneInfo(candidate)).utcoffset() == offset:
            return candidate
    raise NoSuchTime("zone")


def parse_wall(words: str, part: str) -> datetime:
    """A naive wall time of ``2026-01-15T09:30`` or, as its midnight, of ``2026-02-01``; raises NoSuchTime(part)."""
    try:
        return datetime.fromisoformat(words) if "T" in words else datetime.combine(date.fromisoformat(words), time())
    except ValueError:
        raise NoSuchTime(part) from None


def instant(wall: datetime, zone: str, which: str = "") -> Instant:
    """The instant of a naive wall time: in a gap by the old offset, in a fold the one that ``which`` names.

    Where that says nothing, it is the first of both (PEP 495, fold=0), and that is a trouble.
    """
    name = zone_for(zone, wall)
    first = wall.replace(tzinfo=ZoneInfo(name))
    second = first.replace(fold=1)
    at = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return Instant(at, name)
    if at.astimezone(ZoneInfo(name)).replace(tzinfo=None) != wall:
        return Instant(at, name, "dst-gap")
    if which:
        return Instant(second.astimezone(UTC) if which == SECOND else at, name)
    return Instant(at, name, "dst-fold")


def stored_fields(wall: Mapping[str, Any], organizer_zone: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What an ``ItemMoment`` keeps of a moment on the wall, and the troubles with clock changes. Raises NoSuchTime."""
    zone = wall.get("zone") or organizer_zone
    precision = _precision(wall)
    length = None if precision == "minute" else len("2026-02-01")
    parts = {part: wall[part][:length] for part in ("start", "end", "opens") if wall.get(part)}
    which = {part: wall.get(f"{part}_which") or "" for part in parts}
    found = {part: instant(parse_wall(words, part), zone, which[part]) for part, words in parts.items()}
    stored = {part: one.at for part, one in found.items()}
    name = found["start"].zone if "start" in found else _quiet_zone(zone, organizer_zone)
    troubles = {one.trouble for one in found.values() if one.trouble and precision == "minute"}
    return {
        "kind": str(wall["kind"]),
        "what": (wall.get("what") or "")[:80],
        "start": stored.get("start"),
        "end": stored.get("end"),
        "opens": stored.get("opens"),
        "zone": name,
        "zone_assumed": bool(wall.get("zone_assumed", not wall.get("zone"))),
        "precision": precision,
        "place": (wall.get("place") or "")[:200],
        "language": (wall.get("lang") or "")[:20],
        "audience": (wall.get("audience") or "")[:80],
        "status": "withdrawn" if wall.get("status") == "withdrawn" else "current",
        "text": (wall.get("text") or "")[:500],
    }, tuple(sorted(troubles))


def _precision(wall: Mapping[str, Any]) -> str:
    precision = str(wall.get("precision") or "minute")
    return "day" if precision == "minute" and wall.get("date_only") else precision


def _quiet_zone(zone: str, organizer_zone: str) -> str:
    return zone if zone in _ZONES else organizer_zone


def _written(at: datetime | None, zone: ZoneInfo, *, days: bool) -> str | None:
    if at is None:
        return None
    local = at.astimezone(zone).replace(tzinfo=None)
    return local.date().isoformat() if days else local.isoformat(timespec="minutes")


def wall_of(moment: ItemMoment) -> dict[str, Any]:
    """A stored moment as it stands on the wall of its own zone."""
    zone = ZoneInfo(moment.zone)
    days = moment.precision != "minute"
    clocks = {} if days else {"start": moment.start, "end": moment.end}
    which = {f"{part}_which": which_of(at, moment.zone) for part, at in clocks.items() if at is not None}
    return {
        **{name: said for name, said in which.items() if said},
        "kind": moment.kind,
        "what": moment.what,
        "start": _written(moment.start, zone, days=days),
        "end": _written(moment.end, zone, days=days),
        "opens": _written(moment.opens, zone, days=True),
        "zone": moment.zone,
        "zone_assumed": moment.zone_assumed,
        "date_only": days,
        "precision": moment.precision,
        "place": moment.place,
        "lang": moment.language,
        "audience": moment.audience,
        "status": moment.status,
        "text": moment.text,
    }
