"""The towns in which the sample's schools stand, from GeoNames (CC BY 4.0); see ``make_cities.py``."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class City:
    """A town; degrees are WGS 84, ``zone`` is its own IANA zone."""

    geonameid: int
    country: str
    latitude: float
    longitude: float
    population: int
    zone: str
    name: str


@dataclass(frozen=True)
class Towns:
    """A country's towns, largest first, and the running totals of their weights, population to the power 0.6."""

    cities: tuple[City, ...]
    running: tuple[int, ...]


def _city(row: dict[str, str]) -> City:
    return City(
        int(row["geonameid"]),
        row["country"],
        float(row["latitude"]),
        float(row["longitude"]),
        int(row["population"]),
        row["zone"],
        row["name"],
    )


def _towns(cities: list[City]) -> Towns:
    ordered = tuple(sorted(cities, key=lambda city: (-city.population, city.geonameid)))
    return Towns(ordered, tuple(accumulate(round(1000 * city.population**0.6) for city in ordered)))


@cache
def towns_by_country() -> dict[str, Towns]:
    """The towns of each of the sample's countries, by code."""
    found: dict[str, list[City]] = defaultdict(list)
    with gzip.open(_DATA / "cities.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["country"]].append(_city(row))
    return {code: _towns(cities) for code, cities in sorted(found.items())}


@cache
def populations() -> dict[str, int]:
    """The sample's 180 countries and their inhabitants."""
    with (_DATA / "populations.csv").open(encoding="utf-8", newline="") as lines:
        return {row["country"]: int(row["population"]) for row in csv.DictReader(lines)}
