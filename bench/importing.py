"""How long the import of a bulletin takes after start-up, and what memory PDFs of growing length need.

Each PDF is read in a process of its own; its peak is what the operating system says of the whole process.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typst

from heliograph.sample.bulletins import build_document

ROOT = Path(__file__).resolve().parent.parent
PAGES = (25, 50, 100, 200)
ROUNDS = 7

_READ = """
import json, re, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from heliograph.bulletin.importing import read_file
path = Path(sys.argv[1])
now = datetime(2026, 1, 12, 9, tzinfo=UTC)
times = []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    draft = read_file(path, path.name, now=now)
    times.append(time.perf_counter() - began)
status = Path("/proc/self/status")
# Where it is told: the peak of getrusage counts what the parent held when it started this process.
own = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text()) if status.exists() else None
peak = (int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
print(json.dumps({"seconds": times, "peak_mib": peak, "items": len(draft.items)}))
"""


def _measure(path: Path, rounds: int) -> dict[str, object]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "heliograph.config.settings", "HELIOGRAPH_DEVELOPMENT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path), str(rounds)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _bulletins() -> list[Path]:
    """The bulletin that the sample is made from, and a real one where it lies beside the checkout."""
    made = Path(tempfile.mkdtemp(prefix="heliograph-bench-")) / "sample.docx"
    made.write_bytes(build_document(datetime(2026, 1, 12, tzinfo=UTC).date()))
    real = ROOT.parent / "shared" / "bulletins" / "info-flash-22.txt"
    return [made, *([real] if real.exists() else [])]


def _long_pdf(pages: int, place: Path) -> Path:
    section = (
        "== Call for partners {n}\nApply by {day} March 2026 at 17:00 (Paris time). The meeting is on {day} April 2026 "
        "from "
        "10:00 to 11:30 (CEST, Paris time). Write to desk\\@secretariat.example.org.\n"
        + "#lorem(380)\n#pagebreak(weak: true)\n"
    )
    source = place / f"long-{pages}.typ"
    source.write_text(
        "= Bulletin 22\n12 January 2026\n"
        + "".join(section.format(n=number, day=number % 28 + 1) for number in range(1, pages + 1))
    )
    target = source.with_suffix(".pdf")
    typst.compile(str(source), output=str(target))
    return target


def main() -> None:
    print("| document | items | first, s | median of the rest, s |")
    print("|---|---|---|---|")
    for path in _bulletins():
        found = _measure(path, ROUNDS)
        first, *rest = found["seconds"]
        print(f"| {path.name} | {found['items']} | {first:.3f} | {statistics.median(rest):.3f} |")
    print("\n| PDF, pages | seconds | peak of the process, MiB |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as directory:
        for pages in PAGES:
            found = _measure(_long_pdf(pages, Path(directory)), 1)
            print(f"| {pages} | {found['seconds'][0]:.1f} | {found['peak_mib']:.0f} |")


if __name__ == "__main__":
    main()
