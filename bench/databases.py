"""A new, empty database for a measurement: a SQLite file, or one on the PostgreSQL server that
``HELIOGRAPH_BENCH_DATABASE_URL`` names; gone afterwards.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

_NAME = f"heliograph_bench_{os.getpid()}"


@contextmanager
def _on_server(url: str) -> Iterator[str]:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {_NAME}")
        try:
            yield urlsplit(url)._replace(path=f"/{_NAME}").geturl()
        finally:
            server.execute(f"DROP DATABASE {_NAME} WITH (FORCE)")


@contextmanager
def _database(folder: str) -> Iterator[str]:
    server = os.environ.get("HELIOGRAPH_BENCH_DATABASE_URL", "")
    if not server:
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    with _on_server(server) as url:
        yield url


@contextmanager
def fresh() -> Iterator[dict[str, str]]:
    """The environment of a process that measures; its database is still to be migrated."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HELIOGRAPH_", "DJANGO_"))}
    with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as folder, _database(folder) as database:
        yield kept | {
            "DJANGO_SETTINGS_MODULE": "bench.site",
            "HELIOGRAPH_DEVELOPMENT": "true",
            "HELIOGRAPH_VAR": folder,
            "HELIOGRAPH_DATABASE_URL": database,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
