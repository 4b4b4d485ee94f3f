"""The table of a call's responses: any page, filter and order of 100,000 responses with 30 questions.

On SQLite, and in the same run on the PostgreSQL server that ``HELIOGRAPH_BENCH_DATABASE_URL`` names.
"""

from __future__ import annotations

import os
import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

COUNT = 100_000


def main() -> None:
    server = os.environ.pop("HELIOGRAPH_BENCH_DATABASE_URL", "")
    print("| database | what is asked | queries | best page, ms | median | its statements |")
    print("|---|---|---|---|---|---|", flush=True)
    _measure()
    if server:
        os.environ["HELIOGRAPH_BENCH_DATABASE_URL"] = server
        _measure()


def _measure() -> None:
    with fresh() as environment:
        command = [sys.executable, "-m", "bench.responses_measure", str(COUNT)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
