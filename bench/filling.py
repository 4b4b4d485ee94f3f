"""A million recipients: filling, leasing, writing down, finishing; does the last part cost more than the first?"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.sending import _environment

SIZES = (100_000, 1_000_000)


def main() -> None:
    print("| recipients | step | first 10,000, s | median 10,000, s | last 10,000, s | database, MiB for 10,000 |")
    print("|---|---|---|---|---|---|")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as directory:
            command = [sys.executable, "-m", "bench.million", str(size)]
            subprocess.run(command, env=_environment(Path(directory), 1) | {"PATH": os.environ["PATH"]}, check=True)
