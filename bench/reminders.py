"""How long it takes to remind 300,000 people of three calls at once: everybody in one zone, and each in his own.

On SQLite, or on the PostgreSQL server that ``HELIOGRAPH_BENCH_DATABASE_URL`` names.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

SCHOOLS = 100_000


def main() -> None:
    print(
        "| database | people | zones | reminders | letters | bodies | seconds | CPU, s | slowest pass, s | peak, MiB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for zones in ("one", "own"):
        with fresh() as environment:
            for given in (["prepare", str(SCHOOLS)], ["measure", zones]):
                command = [sys.executable, "-m", "bench.reminding", *given]
                subprocess.run(command, env=environment, cwd=ROOT, check=True)
