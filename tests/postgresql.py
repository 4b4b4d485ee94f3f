"""A PostgreSQL server for the tests: the one that answers on this machine, else one made from its binaries."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

LOCAL = "127.0.0.1"


def _may_create(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def _running() -> str | None:
    """The address of a server that lets this user create databases without a password."""
    given = os.environ.get("HELIOGRAPH_TEST_POSTGRESQL")
    candidates = [given] if given else []
    candidates += [f"postgres://{user}@{LOCAL}:5432/postgres" for user in (getpass.getuser(), "postgres")]
    return next((url for url in candidates if _may_create(url)), None)


def binaries() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def as_other_user() -> list[str]:
    """PostgreSQL refuses to run as root: what to put before its commands then."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


@contextmanager
def made(place_of_binaries: Path) -> Iterator[str]:
    """A cluster of our own in a temporary directory, on loopback, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="heliograph-postgresql-") as directory:
        place, prefix, port = Path(directory), as_other_user(), _free_port()
        if prefix:
            shutil.chown(place, "postgres")
        data = place / "data"
        run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": place}
        initialise = [*prefix, str(place_of_binaries / "initdb"), "-D", str(data)]
        subprocess.run([*initialise, "-A", "trust", "-U", "heliograph", "-E", "UTF8"], **run)
        options = f"-h {LOCAL} -p {port} -k {place} -c fsync=off"
        control = [*prefix, str(place_of_binaries / "pg_ctl"), "-D", str(data), "-w"]
        subprocess.run([*control, "-o", options, "-l", str(place / "log"), "start"], **run)
        try:
            yield f"postgres://heliograph@{LOCAL}:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)


@contextmanager
def server() -> Iterator[str | None]:
    """The address of a database server to test on, or None where there is none."""
    running = _running()
    found = binaries()
    if running is not None:
        yield running
    elif found is not None:
        with made(found) as address:
            yield address
    else:
        yield None
