"""On SQLite the migrated database is kept between runs: to migrate anew takes a quarter of a minute of work each time.

What is kept bears a mark of all that migrations are made of, so another is made where one of them changes. The command
``migrate`` runs in any case, and finds nothing left to do. Of two runs that begin at once, one migrates and the other
waits for what it keeps.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import django
from django.apps import apps
from django.db import connection as database
from django.db.backends.signals import connection_created

PLACE = Path(__file__).resolve().parent.parent / "build" / "migrated"
_OUR_MODULES = re.compile(r"^(?:from|import) (heliograph[\w.]*)", re.MULTILINE)
_DAYS = 2
_IN_MEMORY = "mode=memory"


def _migrations() -> Iterator[Path]:
    for app in apps.get_app_configs():
        yield from sorted((Path(app.path) / "migrations").glob("*.py"))


def _mark() -> str:
    """Of the migrations of all apps, the modules of ours that they name, and what reads them."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version} {django.VERSION}".encode())
    named: set[str] = set()
    for path in _migrations():
        text = path.read_text(encoding="utf-8")
        named.update(_OUR_MODULES.findall(text))
        digest.update(f"{path}\0{text}\0".encode())
    for module in sorted(named):
        spec = find_spec(module)
        if spec is not None and spec.origin:
            digest.update(Path(spec.origin).read_bytes())
    return digest.hexdigest()[:24]


@cache
def _kept() -> Path:
    """Named once, before the migrations are run: what is edited meanwhile is another database."""
    return PLACE / f"{_mark()}.sqlite3"


class _Turn:
    """Whose turn it is to migrate; it is over with the process at the latest."""

    def __init__(self) -> None:
        self.held: IO[bytes] | None = None

    def take(self, path: Path) -> None:
        PLACE.mkdir(parents=True, exist_ok=True)
        self.held = path.with_suffix(".turn").open("wb")
        fcntl.flock(self.held, fcntl.LOCK_EX)

    def give(self) -> None:
        if self.held is not None:
            self.held.close()
            self.held = None


_turn = _Turn()


def begin_with_what_is_kept() -> None:
    """Let the database in memory that is opened next begin as the one that is kept, if there is one."""
    if database.vendor != "sqlite":
        return
    path = _kept()
    _turn.take(path)
    if not path.exists():
        return
    _turn.give()

    def fill(connection: Any, **_given: Any) -> None:
        if connection.vendor == "sqlite" and _IN_MEMORY in str(connection.settings_dict["NAME"]):
            connection_created.disconnect(fill)
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
                source.backup(connection.connection)

    connection_created.connect(fill, weak=False)


def keep(content: bytes) -> None:
    """Keep a database that was just migrated, and drop those that nobody has made for days."""
    path = _kept()
    if path.exists():
        return
    for other in PLACE.iterdir():
        if other.stat().st_mtime < time.time() - _DAYS * 86_400:
            other.unlink(missing_ok=True)
    begun = path.with_suffix(f".{os.getpid()}")
    begun.write_bytes(content)
    begun.replace(path)
    _turn.give()
