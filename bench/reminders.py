"""How long it takes to remind 300,000 people of a call, and of three: everybody in one zone, and each in his own.

On SQLite, or on the PostgreSQL server that ``HELIOGRAPH_BENCH_DATABASE_URL`` names.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

SCHOOLS = 100_000


def main() -> None:
    print("| database | people | zones | calls | reminders | letters | bodies | seconds | CPU, s | slowest, s | MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for how in (["one", "1"], ["one", "3"], ["own", "3"]):
        with fresh() as environment:
            for given in (["prepare", str(SCHOOLS)], ["measure", *how]):
                command = [sys.executable, "-m", "bench.reminding", *given]
                subprocess.run(command, env=environment, cwd=ROOT, check=True)
