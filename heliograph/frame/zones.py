"""The time zones offered in the page's own choice: one or two for each part of the world, by their present
offset.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from heliograph.moments.locales import zone_label

COMMON = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Mexico_City",
    "America/Chicago", "America/Bogota", "America/New_York", "America/Halifax", "America/Santo_Domingo",
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


@lru_cache(maxsize=512)
def _choices(language: str, hour: datetime, present: str | None) -> tuple[Choice, ...]:
    names = dict.fromkeys([*COMMON, "UTC", *([present] if present else [])])
    by_offset = sorted((hour.astimezone(ZoneInfo(name)).utcoffset() or timedelta(), name) for name in names)
    return tuple(Choice(name, f"{zone_label(name, language)} ({_signed(offset)})") for offset, name in by_offset)


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
    """The common zones and the reader's present one, west to east as they stand at ``at`` (aware), to the hour."""
    return _choices(language, at.replace(minute=0, second=0, microsecond=0), present)
