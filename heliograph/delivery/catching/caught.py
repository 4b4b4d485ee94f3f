"""The catcher's letter box: a directory of ``.eml`` files, and an index of their headers so that it lists quickly.

The files are the truth. The index (SQLite, beside them) is brought up to date with them before a page is shown, and
may be deleted at any time.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from heliograph.delivery.catching.caught_letter import header

#: What is read of a file for the index: enough for every header that is worth listing.
HEAD = 64 * 1024
INDEX = "index.sqlite3"
_NAME = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}\.eml")
_STAMP = "%Y%m%dT%H%M%S%f"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS letters "
    "(name TEXT PRIMARY KEY, recipient TEXT, sender TEXT, subject TEXT, size INTEGER) WITHOUT ROWID"
)
_SEARCH = "(recipient LIKE :q ESCAPE '\\' OR sender LIKE :q ESCAPE '\\' OR subject LIKE :q ESCAPE '\\')"


@dataclass(frozen=True)
class Entry:
    """One line of the list; ``size`` in bytes."""

    name: str
    recipient: str
    sender: str
    subject: str
    size: int

    @property
    def at(self) -> datetime:
        """When it was caught, UTC."""
        return datetime.strptime(self.name.split("Z-")[0], _STAMP).replace(tzinfo=UTC)


def valid_name(name: str) -> bool:
    """Whether this is the name of a caught letter, and not a path to something else."""
    return bool(_NAME.fullmatch(name))


def new_name(at: datetime) -> str:
    """A file name that sorts by the time of catching (UTC, microseconds)."""
    return f"{at.astimezone(UTC):{_STAMP}}Z-{secrets.token_hex(4)}.eml"


class Box:
    """One directory of caught letters; it is made where it is missing."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def keep(self, content: bytes, at: datetime) -> str:
        """Store a letter so that it is there whole or not at all; returns its name. Raises OSError (disk full)."""
        self.directory.mkdir(parents=True, exist_ok=True)
        name = new_name(at)
        growing = self.directory / f".{name}.part"
        try:
            growing.write_bytes(content)
            growing.replace(self.directory / name)
        finally:
            growing.unlink(missing_ok=True)
        with suppress(sqlite3.Error), self._index() as index:
            _add(index, [_entry(name, content[:HEAD], len(content))])
        return name

    def refresh(self) -> None:
        """Bring the index up to date with the files: quick where the catcher wrote both."""
        with self._index() as index:
            self._sync(index)

    def page(self, search: str, offset: int, limit: int) -> tuple[list[Entry], int]:
        """Letters newest first whose recipient, sender or subject holds the words, and how many there are in all."""
        escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = {"q": f"%{escaped}%", "limit": limit, "offset": offset}
        where = _SEARCH if search else "1"
        with self._index() as index:
            total = index.execute(f"SELECT count(*) FROM letters WHERE {where}", found).fetchone()[0]
            rows = index.execute(
                f"SELECT * FROM letters WHERE {where} ORDER BY name DESC LIMIT :limit OFFSET :offset", found
            )
            return [Entry(*row) for row in rows], total

    def path(self, name: str) -> Path | None:
        """Where a letter lies; None for a name that is none or a letter that is gone."""
        path = self.directory / name
        return path if valid_name(name) and path.is_file() else None

    def empty(self) -> int:
        """Delete every letter; returns how many."""
        names = self._names()
        for name in names:
            (self.directory / name).unlink(missing_ok=True)
        self.refresh()
        return len(names)

    def _names(self) -> set[str]:
        if not self.directory.is_dir():
            return set()
        with os.scandir(self.directory) as found:
            return {entry.name for entry in found if valid_name(entry.name)}

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        self.directory.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.directory / INDEX, timeout=10)) as index, index:
            index.execute("PRAGMA synchronous=OFF")
            index.execute(_TABLE)
            yield index

    def _sync(self, index: sqlite3.Connection) -> None:
        there = self._names()
        known = {row[0] for row in index.execute("SELECT name FROM letters")}
        index.executemany("DELETE FROM letters WHERE name = ?", [(name,) for name in known - there])
        _add(index, (self._read(name) for name in sorted(there - known)))

    def _read(self, name: str) -> Entry:
        path = self.directory / name
        try:
            with path.open("rb") as file:
                return _entry(name, file.read(HEAD), os.fstat(file.fileno()).st_size)
        except FileNotFoundError:
            return Entry(name, "", "", "", 0)


def _add(index: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    rows = ((e.name, e.recipient, e.sender, e.subject, e.size) for e in entries)
    index.executemany("INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?, ?)", rows)


def _entry(name: str, head: bytes, size: int) -> Entry:
    headers: Message = BytesHeaderParser(policy=compat32).parsebytes(head)
    recipient = header(headers, "To") or header(headers, "Delivered-To")
    return Entry(name, recipient, header(headers, "From"), header(headers, "Subject"), size)
