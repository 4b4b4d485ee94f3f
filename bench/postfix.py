"""Postfix's ``smtp-sink`` and ``smtp-source``: from the machine, or unpacked from Debian's package without a daemon."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where the tools are unpacked, below the data directory of the measuring.
PLACE = Path(__file__).resolve().parent.parent / "var" / "bench" / "postfix"


class Missing(Exception):
    """The tools are not here and cannot be fetched."""


def _unpacked() -> Path:
    if not (PLACE / "usr/sbin/smtp-sink").exists():
        if shutil.which("apt-get") is None:
            raise Missing("smtp-sink is missing: install Postfix, or measure on Debian.")
        PLACE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "-qq", "download", "postfix"], cwd=PLACE, check=True, capture_output=True)
        package = next(PLACE.glob("postfix*.deb"))
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=PLACE, check=True)
    return PLACE


def _tool(name: str) -> tuple[str, dict[str, str]]:
    """The path of a tool and the environment in which it runs."""
    found = shutil.which(name) or (f"/usr/sbin/{name}" if Path(f"/usr/sbin/{name}").exists() else None)
    if found:
        return found, dict(os.environ)
    place = _unpacked()
    return str(place / "usr/sbin" / name), os.environ | {"LD_LIBRARY_PATH": str(place / "usr/lib/postfix")}


@contextmanager
def sink(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server that takes every message and keeps none, as an unprivileged user where this one is root."""
    path, environment = _tool("smtp-sink")
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([path, *user, f"127.0.0.1:{port}", "1000"], env=environment)
    time.sleep(0.5)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def source(port: int, messages: int, size: int, *, keep: bool) -> float:
    """Seconds that smtp-source takes with 16 sessions; ``keep`` sends many messages over each connection."""
    path, environment = _tool("smtp-source")
    way = ["-d"] if keep else []
    envelope = ["-f", "a@example.org", "-t", "b@example.org"]
    command = [path, *way, "-s", "16", "-m", str(messages), "-l", str(size), *envelope, f"127.0.0.1:{port}"]
    began = time.monotonic()
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began
