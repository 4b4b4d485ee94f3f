"""Towns of the world: where a place lies and which clocks it has. No database."""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "places.csv.gz"


@dataclass(frozen=True)
class Place:
    """Degrees north and east; ``zone`` is an IANA name."""

    name: str
    latitude: float
    longitude: float
    zone: str


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in letters if sign.isalnum())


@cache
def _by_country() -> dict[str, dict[str, Place]]:
    """Towns by plain name in each country; of several of one name the largest."""
    found: dict[str, dict[str, Place]] = {}
    with gzip.open(_FILE, "rb") as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = Place(row["name"], float(row["latitude"]), float(row["longitude"]), row["zone"])
            found.setdefault(row["country"], {}).setdefault(_plain(row["name"]), place)
    return found


def find(country: str, city: str) -> Place | None:
    """The town of that name in a country (alpha-2), marks and case aside; the largest of several; None if unknown."""
    return _by_country().get(country.upper(), {}).get(_plain(city))


def main_place(country: str) -> Place | None:
    """The largest town of a country; None for a country without one."""
    return next(iter(_by_country().get(country.upper(), {}).values()), None)


def towns(country: str) -> list[str]:
    """The names of a country's towns, the largest first, for a list to choose from."""
    return [place.name for place in _by_country().get(country.upper(), {}).values()]
