"""Answers saved as files, and made anonymous: 10,000 and 100,000 responses with 30 questions.

Each count in a process and a database of its own, so that the peak of its memory is its own.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

COUNTS = (10_000, 100_000)


def main() -> None:
    print("| responses | what | seconds | MB written | peak of memory beyond the start, MiB | longest batch, s |")
    print("|---|---|---|---|---|---|", flush=True)
    for count in COUNTS:
        with fresh() as environment:
            command = [sys.executable, "-m", "bench.exports_measure", str(count)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
