"""On SQLite the migrated database is kept between runs: to migrate anew takes a quarter of a minute of work each time.

What is kept bears a mark of all that migrations are made of, so another is made where one of them changes. The command
``migrate`` runs in any case, and finds nothing left to do.
"""

from __future__ import annotations

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
from typing import Any

import django
from django.apps import apps
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


def begin_with_what_is_kept() -> None:
    """Let the database in memory that is opened next begin as the one that is kept, if there is one."""
    path = _kept()
    if not path.exists():
        return

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
    PLACE.mkdir(parents=True, exist_ok=True)
    for other in PLACE.iterdir():
        if other.stat().st_mtime < time.time() - _DAYS * 86_400:
            other.unlink(missing_ok=True)
    begun = path.with_suffix(f".{os.getpid()}")
    begun.write_bytes(content)
    begun.replace(path)
