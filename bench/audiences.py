"""How long it takes to count an audience: typical rules on a network of 10,000 and one of 100,000 schools.

On SQLite, or on the PostgreSQL server that ``HELIOGRAPH_BENCH_DATABASE_URL`` names.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

SIZES = (10_000, 100_000)


def main() -> None:
    print("| schools | people | audience | in it | count, ms | slowest, ms | first page, ms |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for size in SIZES:
        with fresh() as environment:
            command = [sys.executable, "-m", "bench.choosing", str(size)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)
