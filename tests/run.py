"""``./dev test``: every test on SQLite, in a browser, and on PostgreSQL where one is found; all at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from heliograph.config.messages import compile_catalogs
from tests.postgresql import server

#: What pytest answers where it was asked for tests of which a run has none.
NO_TESTS = 5


@dataclass
class Run:
    """One run of the tests in a process of its own; ``said`` is what it says until it is shown."""

    name: str
    process: subprocess.Popen[str]
    said: IO[str] | None

    def outcome(self) -> int:
        """Wait for it, show what it said, and give its exit status."""
        status = self.process.wait()
        if self.said is not None:
            self.said.seek(0)
            _say(f"\n{self.name}\n{self.said.read()}")
        return status


def _say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _running(name: str, arguments: Sequence[str], database: str, *, aside: bool) -> Iterator[Run]:
    """A run that has begun; one ``aside`` is shown when it is over. It is ended with the block."""
    with ExitStack() as held:
        var = held.enter_context(TemporaryDirectory(prefix="heliograph-test-"))
        out = held.enter_context(TemporaryFile("w+")) if aside else None
        own = {"HELIOGRAPH_VAR": var, "HELIOGRAPH_DEVELOPMENT": "true", "HELIOGRAPH_DATABASE_URL": database}
        # Tests start some sixty processes: each would compile the house anew, where none may keep what it compiled.
        given = {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-m", "pytest", "-rfEs", *arguments]
        process = subprocess.Popen(command, env=given, stdout=out, stderr=subprocess.STDOUT if out else None, text=True)
        held.callback(process.wait)
        held.callback(process.terminate)
        yield Run(name, process, out)


def main(arguments: Sequence[str]) -> int:
    """Browsers wait more than they work, so two cores serve three runs. Exit status: 0 where all are green."""
    compile_catalogs()
    os.chdir(Path(__file__).resolve().parent.parent)
    with ExitStack() as held:
        found = held.enter_context(server())
        # To collect all tests takes as long as some forty of them: a browser has its own in one place.
        place = arguments or ["tests/browser"]
        lanes = [("Tests in a browser", "browser", "", place), ("Tests on PostgreSQL", "not browser", found, arguments)]
        _say("Tests on SQLite (those in a browser and on PostgreSQL run meanwhile)")
        runs = [held.enter_context(_running("", ["-m", "not browser", *arguments], "", aside=False))]
        for name, kind, database, asked in lanes:
            if database is not None:
                runs.append(held.enter_context(_running(name, ["-m", kind, *asked], database, aside=True)))
        statuses = [run.outcome() for run in runs]
    if found is None:
        _say("Skipped on PostgreSQL: no server answers on this machine and its binaries were not found.")
    bad = [status for status in statuses if status not in {0, NO_TESTS}]
    return bad[0] if bad else min(statuses)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
