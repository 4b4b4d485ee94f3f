"""The time zones that are offered: on every page one or two for each part of the world, by their present offset; in
forms every other one after them, by the name of its town.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from heliograph.moments.folding import fold
from heliograph.moments.locales import zone_label

COMMON = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Mexico_City",
    "America/Chicago", "America/Bogota", "America/Lima", "America/New_York", "America/Halifax", "America/Santo_Domingo",
    "America/Santiago", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Atlantic/Cape_Verde",
    "Atlantic/Reykjavik", "Africa/Abidjan", "Africa/Casablanca", "Europe/London", "Europe/Lisbon", "Africa/Lagos",
    "Africa/Tunis",
    "Europe/Paris", "Europe/Madrid", "Europe/Berlin", "Africa/Cairo", "Africa/Johannesburg", "Europe/Athens",
    "Asia/Beirut", "Africa/Nairobi", "Asia/Riyadh", "Europe/Istanbul", "Europe/Moscow", "Asia/Tehran", "Asia/Dubai",
    "Asia/Kabul", "Asia/Karachi", "Asia/Tashkent", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Almaty", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Jakarta", "Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney",
    "Pacific/Noumea", "Pacific/Auckland", "Pacific/Apia",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A zone's IANA name and what the reader sees: ``Paris time (UTC+01:00)``."""

    name: str
    label: str


def _signed(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@cache
def names() -> tuple[str, ...]:
    """The IANA names of all zones that a country keeps today (CLDR), each under its present name, by the alphabet."""
    kept = {name for zones in get_global("territory_zones").values() for name in zones}
    return tuple(sorted(name for name in kept & available_timezones() if not name.startswith("Etc/")))


def _offset(name: str, hour: datetime) -> timedelta:
    return hour.astimezone(ZoneInfo(name)).utcoffset() or timedelta()


def _choice(name: str, language: str, hour: datetime) -> Choice:
    return Choice(name, f"{zone_label(name, language)} ({_signed(_offset(name, hour))})")


@lru_cache(maxsize=512)
def _choices(language: str, hour: datetime, present: str | None) -> tuple[Choice, ...]:
    found = dict.fromkeys([*COMMON, "UTC", *([present] if present else [])])
    return tuple(_choice(name, language, hour) for name in sorted(found, key=lambda name: (_offset(name, hour), name)))


@lru_cache(maxsize=64)
def _others(language: str, hour: datetime) -> tuple[Choice, ...]:
    """All that are not common, by what the reader sees of them."""
    found = [_choice(name, language, hour) for name in names() if name not in COMMON]
    return tuple(sorted(found, key=lambda each: fold(each.label)))


@lru_cache(maxsize=512)
def _options(language: str, hour: datetime, chosen: str | None) -> SafeString:
    found = ((zone, mark_safe(" selected") if zone.name == chosen else "") for zone in _choices(language, hour, chosen))
    return format_html_join(
        "\n", '<option value="{}"{}>{}</option>', ((zone.name, is_chosen, zone.label) for zone, is_chosen in found)
    )


def options(language: str, at: datetime, chosen: str | None) -> SafeString:
    """The same as options of a list, ``chosen`` selected; made once an hour, since every page has them."""
    return _options(language, at.replace(minute=0, second=0, microsecond=0), chosen)


def choices(language: str, at: datetime, present: str | None) -> tuple[Choice, ...]:
    """The common zones and the present one, west to east as they stand at ``at`` (aware), to the hour; then all others
    by the alphabet, so that every town that keeps a time of its own is found by its letters.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    first = _choices(language, hour, present)
    return (*first, *(each for each in _others(language, hour) if each.name != present))
