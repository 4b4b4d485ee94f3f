"""Calendars: made by our writer, by ``icalendar``, and answered once they are kept.

In one process, on a database of its own, CPU milliseconds each, the middle of several: a feed of 80 events; the public
one with 5,000; a personal one with 500. Run it with ``./dev bench calendars``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure in a process of its own, which has its settings before Django is loaded."""
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.site",
            "HELIOGRAPH_VAR": var,
            "HELIOGRAPH_DATABASE_URL": f"sqlite:///{Path(var) / 'bench.sqlite3'}",
            "HELIOGRAPH_DEVELOPMENT": "true",
            "HELIOGRAPH_DEBUG": "false",
            "PYTHONPATH": str(ROOT),
        }
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        subprocess.run([sys.executable, "-m", "bench.calendars_measure"], env=environment, cwd=ROOT, check=True)


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)
