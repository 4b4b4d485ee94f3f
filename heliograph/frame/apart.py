"""A process of its own for what opens a file from outside: what ends it ends nothing else.

Its work is a module that has ``run(argument)``, a generator of what it has to tell: lines of JSON on standard output,
and ``true`` as the last, which is missing where it did not get to the end. This module, run as a file, is what such a
process begins with; it knows only the standard library. The work should know little more than the library that opens
the file.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Bounds:
    """Bytes of address space, seconds of computing, seconds in all and bytes of a file it writes (0: no bound)."""

    memory: int
    seconds: int
    lasting: int = 0
    written: int = 0


class Ended(Exception):
    """The process did not get to the end of its work."""


def answers(work: str, argument: Any, bounds: Bounds, files: Sequence[int] = ()) -> Iterator[Any]:
    """What a process tells, as it tells it. ``work`` is the dotted name of its module; ``argument`` goes as JSON.

    ``files`` are descriptors that it may use, under the same numbers. Raises Ended.
    """
    said = json.dumps([work, argument, asdict(bounds)])
    # Without byte code (-B): a bound on what is written would leave half a file of it for everybody.
    child = subprocess.Popen(
        [sys.executable, "-IB", __file__, said],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        pass_fds=files,
        # Who stops all processes of a service lets it end its work; a half-read file would count as one that cannot be.
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        for line in child.stdout:
            told = json.loads(line)
            if told is True:
                return
            yield told
        raise Ended
    except ValueError as error:
        raise Ended from error
    finally:
        child.kill()
        child.communicate()


def answer(work: str, argument: Any, bounds: Bounds, files: Sequence[int] = ()) -> Any:
    """The one thing that a process has to tell. Raises Ended."""
    told = list(answers(work, argument, bounds, files))
    if len(told) != 1:
        raise Ended
    return told[0]


def _limit(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (value, value))


def _begin(bounds: Bounds) -> None:
    _limit(resource.RLIMIT_AS, bounds.memory)
    _limit(resource.RLIMIT_CPU, bounds.seconds)
    _limit(resource.RLIMIT_CORE, 0)
    if bounds.written:
        _limit(resource.RLIMIT_FSIZE, bounds.written)
    signal.alarm(bounds.lasting)


def _tell(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def _run(work: str, argument: Any, bounds: dict[str, int]) -> None:
    _begin(Bounds(**bounds))
    sys.path.insert(0, str(Path(__file__).parents[2]))
    for told in import_module(work).run(argument):
        _tell(told)
    _tell(True)


if __name__ == "__main__":
    _run(*json.loads(sys.argv[1]))
