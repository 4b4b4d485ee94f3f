"""The report of a conference with a hundred posters as PDF, in a process of its own. ``./dev bench report``."""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT


def main() -> None:
    print("| database | posters | sessions | seconds | CPU, s | pages | MB | peak, MiB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for posters in (25, 100):
        with fresh() as environment:
            command = [sys.executable, "-m", "bench.report_measure", str(posters)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
