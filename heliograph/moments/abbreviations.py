"""Abbreviations of zones: which places use them, and whether the tz database has them in force at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_HOUR = 60

USES: dict[str, tuple[tuple[int, str], ...]] = {
    "UTC": ((0, "UTC"),),
    "GMT": ((0, "UTC"), (0, "Europe/London"), (0, "Africa/Accra")),
    "TU": ((0, "UTC"),),
    "CET": ((60, "Europe/Paris"),),
    "CEST": ((120, "Europe/Paris"),),
    "MEZ": ((60, "Europe/Berlin"),),
    "MESZ": ((120, "Europe/Berlin"),),
    "HEC": ((60, "Europe/Paris"),),
    "HNEC": ((60, "Europe/Paris"),),
    "HAEC": ((120, "Europe/Paris"),),
    "WET": ((0, "Europe/Lisbon"),),
    "WEST": ((60, "Europe/Lisbon"),),
    "EET": ((120, "Europe/Athens"), (120, "Africa/Cairo")),
    "EEST": ((180, "Europe/Athens"), (180, "Africa/Cairo")),
    "BST": ((60, "Europe/London"),),
    "MSK": ((180, "Europe/Moscow"),),
    "TRT": ((180, "Europe/Istanbul"),),
    "IST": ((330, "Asia/Kolkata"), (60, "Europe/Dublin"), (120, "Asia/Jerusalem")),
    "CST": (
        (-360, "America/Chicago"),
        (480, "Asia/Shanghai"),
        (-300, "America/Havana"),
        (-360, "America/Mexico_City"),
        (-360, "America/Costa_Rica"),
        (-360, "America/Guatemala"),
        (-360, "America/El_Salvador"),
    ),
    "CDT": ((-300, "America/Chicago"),),
    "AST": (
        (-240, "America/Halifax"),
        (180, "Asia/Riyadh"),
        (-240, "America/Puerto_Rico"),
        (-240, "America/Santo_Domingo"),
    ),
    "ADT": ((-180, "America/Halifax"),),
    "EST": ((-300, "America/New_York"), (-300, "America/Panama"), (-300, "America/Jamaica")),
    "EDT": ((-240, "America/New_York"),),
    "ET": ((-300, "America/New_York"), (-240, "America/New_York")),
    "HNE": ((-300, "America/Toronto"),),
    "HAE": ((-240, "America/Toronto"),),
    "HNC": ((-360, "America/Winnipeg"),),
    "HAC": ((-300, "America/Winnipeg"),),
    "HNR": ((-420, "America/Edmonton"),),
    "HAR": ((-360, "America/Edmonton"),),
    "HNP": ((-480, "America/Vancouver"),),
    "HAP": ((-420, "America/Vancouver"),),
    "HNA": ((-240, "America/Halifax"),),
    "HAA": ((-180, "America/Halifax"),),
    "MT": ((-420, "America/Denver"), (-360, "America/Denver")),
    "MST": ((-420, "America/Denver"), (-420, "America/Phoenix")),
    "MDT": ((-360, "America/Denver"),),
    "PST": ((-480, "America/Los_Angeles"),),
    "PDT": ((-420, "America/Los_Angeles"),),
    "PT": ((-480, "America/Los_Angeles"), (-420, "America/Los_Angeles")),
    "CT": ((-360, "America/Chicago"), (-300, "America/Chicago"), (-360, "America/Mexico_City")),
    "AKST": ((-540, "America/Anchorage"),),
    "HST": ((-600, "Pacific/Honolulu"),),
    "NST": ((-210, "America/St_Johns"),),
    "EAT": ((180, "Africa/Nairobi"),),
    "CAT": ((120, "Africa/Maputo"),),
    "WAT": ((60, "Africa/Lagos"),),
    "SAST": ((120, "Africa/Johannesburg"),),
    "JST": ((540, "Asia/Tokyo"),),
    "KST": ((540, "Asia/Seoul"),),
    "HKT": ((480, "Asia/Hong_Kong"),),
    "SGT": ((480, "Asia/Singapore"),),
    "ICT": ((420, "Asia/Bangkok"),),
    "WIB": ((420, "Asia/Jakarta"),),
    "PHT": ((480, "Asia/Manila"),),
    "PKT": ((300, "Asia/Karachi"),),
    "NPT": ((345, "Asia/Kathmandu"),),
    "MYT": ((480, "Asia/Kuala_Lumpur"),),
    "UZT": ((300, "Asia/Tashkent"),),
    "BDT": ((360, "Asia/Dhaka"),),
    "BRT": ((-180, "America/Sao_Paulo"),),
    "ART": ((-180, "America/Argentina/Buenos_Aires"),),
    "CLT": ((-240, "America/Santiago"),),
    "CLST": ((-180, "America/Santiago"),),
    "COT": ((-300, "America/Bogota"),),
    "PET": ((-300, "America/Lima"),),
    "ECT": ((-300, "America/Guayaquil"),),
    "BOT": ((-240, "America/La_Paz"),),
    "VET": ((-240, "America/Caracas"),),
    "UYT": ((-180, "America/Montevideo"),),
    "AEST": ((600, "Australia/Sydney"), (600, "Australia/Brisbane")),
    "AEDT": ((660, "Australia/Sydney"),),
    "ACST": ((570, "Australia/Darwin"),),
    "AWST": ((480, "Australia/Perth"),),
    "NZST": ((720, "Pacific/Auckland"),),
    "NZDT": ((780, "Pacific/Auckland"),),
    "GST": ((240, "Asia/Dubai"),),
    "AOE": ((-720, "UTC-12:00"),),
}
AMBIGUOUS = frozenset({"IST", "CST", "AST"})
_FRENCH_OR_SPANISH_WORDS = frozenset({"ET", "EST", "PT", "CT", "CAT", "ART", "PET", "TU", "MST", "MT", "COT", "BOT"})


def offset_of(zone: str, at: datetime) -> int:
    """Minutes east of UTC in an IANA zone at an aware instant."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int((offset or timedelta()).total_seconds() // 60)


def in_force(abbreviation: str, zone: str, at: datetime) -> bool:
    """Whether a zone goes by this abbreviation, or by its offset, at an aware instant."""
    name = at.astimezone(ZoneInfo(zone)).tzname()
    if name == abbreviation:
        return True
    offsets = {offset for offset, _zone in USES.get(abbreviation, ())}
    return offset_of(zone, at) in offsets


@lru_cache(maxsize=512)
def uses(abbreviation: str, zone: str, year: int) -> bool:
    """Whether a zone goes by this abbreviation at some time of a year."""
    moments = [datetime(year, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    names = {at.astimezone(ZoneInfo(zone)).tzname() for at in moments}
    return abbreviation in names or zone in {used for _offset, used in USES.get(abbreviation, ())}


def is_word(abbreviation: str) -> bool:
    """Abbreviations that are words too in a capitalised line, and need a clock time before them."""
    return abbreviation in _FRENCH_OR_SPANISH_WORDS
