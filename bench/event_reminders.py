"""How long it takes to write the reminders of an event with 20,000 registrants: all in one zone, and in many.

On SQLite, or on the PostgreSQL server that ``HELIOGRAPH_BENCH_DATABASE_URL`` names.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

REGISTRANTS = 20_000


def main() -> None:
    print("| database | registrants | zones | letters | bodies | seconds | CPU, s | last look, s | MiB |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for zones in ("one", "own"):
        with fresh() as environment:
            command = [sys.executable, "-m", "bench.event_reminding", str(REGISTRANTS), zones]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
