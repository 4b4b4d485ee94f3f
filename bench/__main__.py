"""``./dev bench [NAME …]``: measure, print, judge nothing. docs/benchmarks.md has figures and how they were taken."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Sequence

NAMES = (
    "importing",
    "pages",
    "sending",
    "filling",
    "directory",
    "audiences",
    "sheets",
    "rush",
    "responses",
    "reminders",
    "event_reminders",
    "exports",
    "reviews",
    "calendars",
    "timetable",
    "report",
)


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no bench '{unknown[0]}'. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()} {platform.release()}")
    for name in names or NAMES:
        print(f"\n# {name}")
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
