"""``./dev test``: every test on SQLite, then again on PostgreSQL where a server or its binaries are found."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from heliograph.config.messages import compile_catalogs
from tests.postgresql import server


def _pytest(arguments: Sequence[str], **environment: str) -> int:
    with tempfile.TemporaryDirectory(prefix="heliograph-test-") as var:
        given = {**os.environ, "HELIOGRAPH_VAR": var, "HELIOGRAPH_DEVELOPMENT": "true", **environment}
        given.setdefault("PYTHONDEVMODE", "0")
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=given)


def _say(line: str) -> None:
    print(line, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 where both runs are green."""
    compile_catalogs()
    os.chdir(Path(__file__).resolve().parent.parent)
    _say("Tests on SQLite")
    status = _pytest(["-rfEs", *arguments], HELIOGRAPH_DATABASE_URL="")
    if status:
        return status
    with server() as found:
        if found is None:
            _say("Skipped on PostgreSQL: no server answers on this machine and its binaries were not found.")
            return 0
        _say("Tests on PostgreSQL")
        return _pytest(["-m", "not browser", *arguments], HELIOGRAPH_DATABASE_URL=found)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
