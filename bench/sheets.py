"""Spreadsheets of schools: in, the same again, and out; seconds of each step and the peak of the process's memory.

Each measurement is a process of its own on a new SQLite file. The parts that the worker does run in it as well.
"""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASES = (("csv", 12_000), ("xlsx", 12_000), ("csv", 100_000), ("xlsx", 100_000))
STEPS = ("read", "check", "apply", "again: read", "again: check", "again: apply", "out: csv", "out: xlsx", "out: json")


def _rows(count: int) -> Iterator[list[object]]:
    """Schools spread over the countries and their towns, every column filled but coordinates and zone."""
    from heliograph.network.countries import all_countries  # noqa: PLC0415 (the settings must be named first)
    from heliograph.network.places import towns  # noqa: PLC0415 (as above)

    codes = [each.code for each in all_countries()]
    places = {code: towns(code)[:20] or [""] for code in codes}
    for number in range(count):
        code = codes[number % len(codes)]
        name, site = f"Lycée de la Paix {number}", f"s{number}.schools.example.org"
        yield [
            f"B-{number:06d}", "school", name, "fr", f"School of Peace {number}", f"office@{site}", f"https://{site}/",
            code, places[code][number % len(places[code])], "", "", "", "primary; lower-secondary", "fr; en",
            "peace; climate", "fr", 20 + number % 2500, "name", "member", 1970 + number % 50, "2025-10-01",
        ]  # fmt: skip


def _write(path: Path, count: int) -> None:
    from heliograph.frame.spreadsheets import write_workbook  # noqa: PLC0415 (as above)
    from heliograph.network.sheets.columns import ORGANIZATIONS  # noqa: PLC0415 (as above)

    if path.suffix == ".xlsx":
        with path.open("wb") as file:
            write_workbook(file, ORGANIZATIONS, _rows(count))
        return
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([list(ORGANIZATIONS), *_rows(count)])


def _peak() -> float:
    status = Path("/proc/self/status")
    own = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return (int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def _timed(seconds: dict[str, float], step: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = work()
    seconds[step] = time.perf_counter() - began
    return found


def _bring_in(path: Path, by: Any, seconds: dict[str, float], prefix: str) -> dict[str, int]:
    from django.core.files import File  # noqa: PLC0415 (as above)
    from django.utils import timezone  # noqa: PLC0415 (as above)

    from heliograph.network.sheets import receiving, running  # noqa: PLC0415 (as above)

    now = timezone.now()
    with path.open("rb") as file:
        sheet = _timed(
            seconds, f"{prefix}read", lambda: receiving.receive("organizations", File(file, name=path.name), by, now)
        )
    receiving.match(sheet, sheet.columns, {}, by, now, clears=False)
    _timed(seconds, f"{prefix}check", lambda: running.check(sheet.pk, now))
    sheet.refresh_from_db()
    receiving.start_applying(sheet, by, without_refused=False)
    _timed(seconds, f"{prefix}apply", lambda: running.apply(sheet.pk, now))
    sheet.refresh_from_db()
    return dict(sheet.outcome["counts"])


def _measure(form: str, count: int, place: Path) -> None:
    """In the process that is measured: prints what was found as JSON."""
    import django  # noqa: PLC0415 (as above)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (as above)

    from heliograph.network.models import Organization  # noqa: PLC0415 (as above)
    from heliograph.network.sheets.exporting import export_organizations  # noqa: PLC0415 (as above)
    from tests.conftest import person_with  # noqa: PLC0415 (as above)

    call_command("migrate", verbosity=0)
    by = person_with("secretariat", "desk@secretariat.example.org")
    path, seconds = place / f"schools.{form}", dict[str, float]()
    _write(path, count)
    first = _bring_in(path, by, seconds, "")
    again = _bring_in(path, by, seconds, "again: ")
    for each in ("csv", "xlsx", "json"):
        _timed(
            seconds,
            f"out: {each}",
            lambda each=each: _drain(export_organizations(Organization.objects.all(), each, "out")),
        )
    print(json.dumps({"seconds": seconds, "peak": _peak(), "first": first, "again": again}))


def _drain(response: Any) -> None:
    for _piece in response.streaming_content:
        pass
    response.close()


def main() -> None:
    print(f"| file | rows | {' | '.join(STEPS)} | peak, MiB |")
    print(f"|---|---|{'---|' * (len(STEPS) + 1)}")
    for form, count in CASES:
        with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as directory:
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "heliograph.config.settings",
                "HELIOGRAPH_DEVELOPMENT": "true",
                "HELIOGRAPH_VAR": directory,
            }
            command = [sys.executable, "-m", "bench.sheets", form, str(count), directory]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        assert found["first"]["added"] == found["again"]["same"] == count
        times = " | ".join(f"{found['seconds'][step]:.1f}" for step in STEPS)
        print(f"| {form} | {count:,} | {times} | {found['peak']:.0f} |")


if __name__ == "__main__":
    _measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
