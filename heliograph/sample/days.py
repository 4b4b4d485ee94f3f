"""The international days that a sample bulletin announces: always the next three, on their true dates."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from heliograph.texts.languages import CONTENT_LANGUAGES

_FILE = Path(__file__).parent / "data" / "days.csv"


@dataclass(frozen=True)
class Day:
    """An international day in one year, with its name in each of the six languages."""

    on: date
    names: dict[str, str]


@cache
def _table() -> tuple[tuple[int, int, dict[str, str]], ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            (int(row["date"][:2]), int(row["date"][3:]), {tag: row[tag] for tag in CONTENT_LANGUAGES})
            for row in csv.DictReader(lines)
        )


def next_days(since: date, count: int = 3) -> tuple[Day, ...]:
    """The first ``count`` days on or after a date."""
    years = since.year, since.year + 1
    found = [Day(date(year, month, day), names) for year in years for month, day, names in _table()]
    return tuple(sorted((day for day in found if day.on >= since), key=lambda day: day.on)[:count])
