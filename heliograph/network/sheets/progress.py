"""How far an import is, where other processes can read it while a transaction keeps the database for itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from heliograph.network.keeping import private

#: Seconds without a sign of life after which work counts as stopped.
SILENT = 60


@dataclass(frozen=True)
class Progress:
    """``rows`` are done; ``silent`` are the seconds since that was said, None where nothing has been said yet."""

    rows: int
    silent: float | None

    @property
    def stopped(self) -> bool:
        return self.silent is None or self.silent > SILENT


def _file(public_id: UUID) -> Path:
    return Path(private().path(f"imports/{public_id}.done"))


def tell(public_id: UUID, rows: int) -> None:
    """Say how many rows are done."""
    path = _file(public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(rows))


def told(public_id: UUID) -> Progress:
    """What was said last."""
    path = _file(public_id)
    try:
        return Progress(int(path.read_text() or 0), time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return Progress(0, None)


def forget(public_id: UUID) -> None:
    _file(public_id).unlink(missing_ok=True)
