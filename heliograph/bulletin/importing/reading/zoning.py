"""The zone of a mention: from its words, then from an abbreviation with the place, then from the town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import Warned, Warning
from heliograph.bulletin.importing.reading.naming import day_name
from heliograph.moments.abbreviations import AMBIGUOUS, USES, in_force, offset_of, uses
from heliograph.moments.recognise import ZoneFound
from heliograph.moments.zones import instant, offset_name, zone_info
from heliograph.texts.commas import with_commas


@dataclass(frozen=True)
class Zoned:
    """A zone, or None where the text names none, and what is wrong with how it is named."""

    zone: str | None
    warnings: tuple[Warning, ...] = ()


def _warn(kind: Warned, message: str, text: str) -> Warning:
    return Warning(kind, message, text)


def _instant(wall: datetime, zone: str) -> datetime:
    return instant(wall, zone) if zone else wall.replace(tzinfo=UTC)


def _offset_differs(named: str, offset: str, wall: datetime) -> bool:
    there = wall.replace(tzinfo=zone_info(named)).utcoffset()
    return there != wall.replace(tzinfo=zone_info(offset)).utcoffset()


def _is_offset(zone: str) -> bool:
    return zone.startswith("UTC")


def check_abbreviation(abbreviation: str, zone: str, wall: datetime, text: str) -> tuple[Warning, ...]:
    """A warning where a zone does not go by an abbreviation at a wall time."""
    at = instant(wall, zone)
    if _is_offset(zone):
        fits = any(offset_name(offset) == zone for offset, _name in USES[abbreviation])
    else:
        fits = in_force(abbreviation, zone, at)
    if fits:
        return ()
    return (_warn(Warned.ZONE_ABBREVIATION, _not_in_force(abbreviation, zone, wall, at), text),)


def _not_in_force(abbreviation: str, zone: str, wall: datetime, at: datetime) -> str:
    if _is_offset(zone):
        return _("%(short)s is not %(zone)s; the time was read in %(zone)s.") % {"short": abbreviation, "zone": zone}
    name = at.astimezone(zone_info(zone)).tzname() or ""
    here = name if name.isalpha() else offset_name(offset_of(zone, at))
    words = _("%(short)s is not in force in %(zone)s on %(day)s: it is %(right)s then. The time was read in %(zone)s.")
    return words % {"short": abbreviation, "zone": zone, "day": day_name(wall.date()), "right": here}


def resolve(zones: tuple[ZoneFound, ...], town: str | None, organizer: str, wall: datetime, text: str) -> Zoned:
    """The zone that the words around a wall time name; ``town`` is the zone of the place where it is held."""
    named = next((zone.zone for zone in zones if zone.zone and not _is_offset(zone.zone)), None)
    offset = next((zone.zone for zone in zones if zone.zone and _is_offset(zone.zone)), None)
    short = next((zone.abbreviation for zone in zones if zone.abbreviation), None)
    local = any(not zone.zone and not zone.abbreviation for zone in zones)
    if named is None and local:
        named = town
    if named is not None:
        return Zoned(named, _check(named, offset, short, wall, text))
    if offset is not None:
        return Zoned(offset, check_abbreviation(short, offset, wall, text) if short else ())
    if short is not None:
        return _by_abbreviation(short, town, organizer, wall, text)
    return Zoned(town)


def _check(named: str, offset: str | None, short: str | None, wall: datetime, text: str) -> tuple[Warning, ...]:
    if short is not None:
        return check_abbreviation(short, named, wall, text)
    if offset is not None and _offset_differs(named, offset, wall):
        words = _("%(offset)s is not the offset of %(zone)s on %(day)s. The time was read in %(zone)s.")
        message = words % {"offset": offset, "zone": named, "day": day_name(wall.date())}
        return (_warn(Warned.ZONE_ABBREVIATION, message, text),)
    return ()


def _by_abbreviation(short: str, town: str | None, organizer: str, wall: datetime, text: str) -> Zoned:
    for zone in (town, organizer):
        if zone and not _is_offset(zone) and short not in {"UTC", "GMT"} and uses(short, zone, wall.year):
            return Zoned(zone, check_abbreviation(short, zone, wall, text))
    if short == "GMT" and town and uses(short, town, wall.year):
        return Zoned(town, check_abbreviation(short, town, wall, text))
    if short in AMBIGUOUS:
        places = with_commas(zone for _minutes, zone in USES[short][:3])
        words = _("%(short)s is used in several zones (%(places)s). Say which is meant.")
        message = words % {"short": short, "places": places}
        return Zoned(None, (_warn(Warned.ZONE_AMBIGUOUS, message, text),))
    default = USES[short][0][1]
    return Zoned(default, check_abbreviation(short, default, wall, text))
