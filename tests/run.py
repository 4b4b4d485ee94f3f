"""``./dev test``: every test on SQLite, and at the same time on PostgreSQL where one is found."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from heliograph.config.messages import compile_catalogs
from tests.postgresql import server


def _begin(arguments: Sequence[str], var: str, out: IO[str] | None = None, **environment: str) -> subprocess.Popen[str]:
    given = {**os.environ, "HELIOGRAPH_VAR": var, "HELIOGRAPH_DEVELOPMENT": "true", **environment}
    given.setdefault("PYTHONDEVMODE", "0")
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.Popen(command, env=given, stdout=out, stderr=subprocess.STDOUT if out else None, text=True)


def _say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _on_postgresql(arguments: Sequence[str]) -> Iterator[Callable[[], int]]:
    """The run on PostgreSQL, begun; what is handed over waits for it, shows what it said and gives its exit status."""
    with server() as found, TemporaryDirectory(prefix="heliograph-test-") as var, TemporaryFile("w+") as said:
        if found is None:
            yield _skipped
            return
        run = _begin(["-m", "not browser", *arguments], var, said, HELIOGRAPH_DATABASE_URL=found)

        def outcome() -> int:
            status = run.wait()
            said.seek(0)
            _say(f"Tests on PostgreSQL\n{said.read()}")
            return status

        try:
            yield outcome
        finally:
            run.terminate()
            run.wait()


def _skipped() -> int:
    _say("Skipped on PostgreSQL: no server answers on this machine and its binaries were not found.")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Both runs at the same time, one for each core of a small machine. Exit status: 0 where both are green."""
    compile_catalogs()
    os.chdir(Path(__file__).resolve().parent.parent)
    with _on_postgresql(arguments) as outcome, TemporaryDirectory(prefix="heliograph-test-") as var:
        _say("Tests on SQLite (those on PostgreSQL run meanwhile)")
        status = _begin(["-rfEs", *arguments], var, HELIOGRAPH_DATABASE_URL="").wait()
        return status or outcome()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
