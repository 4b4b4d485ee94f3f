"""The processes that send: each has a row that tells it lives, and a lock that ends with it.

What a sender has leased is its own for as long as it lives. On its own machine its end is seen at once, by the lock
that the kernel lets go of whatever killed it; on another by a silence of two minutes. Then what it had in its hands
returns to the queue.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heliograph.delivery.models import Message, Sender
from heliograph.delivery.progress import SILENCE
from heliograph.delivery.sending import ledger
from heliograph.delivery.states import MessageState


def _host() -> str:
    return socket.gethostname()[:120]


def _directory() -> Path:
    return Path(settings.VAR) / "senders"


def _lock_file(sender: UUID) -> Path:
    return _directory() / f"{sender}.lock"


def _locked(path: Path) -> IO[bytes] | None:
    """The file, locked for this process; None where another holds it or it is gone."""
    try:
        file = path.open("r+b")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


@dataclass(frozen=True)
class Saying:
    """What a sender says of itself: messages a second, on which mailing, what stands in its way and until when."""

    rate: float = 0.0
    mailing_id: int | None = None
    trouble: str = ""
    next_try_at: datetime | None = None


class Registration:
    """This process among the senders, from ``open`` to ``close``."""

    def __init__(self) -> None:
        self.id: UUID = UUID(int=0)
        self._file: IO[bytes] | None = None

    def open(self, at: datetime) -> None:
        """Be known as a new sender. Raises OSError where the data directory cannot be written to."""
        row = Sender(host=_host(), process=os.getpid(), started_at=at, alive_at=at)
        path = _lock_file(row.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._file = _locked(path)
        row.save(force_insert=True)
        self.id = row.id

    def beat(self, at: datetime, said: Saying) -> bool:
        """Give a sign of life; False where others took this sender for dead and gave its messages back."""
        return bool(Sender.objects.filter(pk=self.id).update(alive_at=at, **asdict(said)))

    def close(self) -> None:
        """Be gone; what is still leased returns to the queue."""
        bury([self.id])
        if self._file is not None:
            self._file.close()
            self._file = None


def ended(at: datetime) -> list[UUID]:
    """The senders that live no more, and holders of leases that no row names."""
    rows = list(Sender.objects.values_list("pk", "host", "alive_at"))
    dead = [pk for pk, host, alive_at in rows if _is_dead(pk, host, alive_at, at)]
    holders = Message.objects.filter(state=MessageState.LEASED).order_by().values_list("lease", flat=True).distinct()
    known = {pk for pk, _host_name, _alive_at in rows}
    return [*dead, *(holder for holder in holders if holder is not None and holder not in known)]


def _is_dead(sender: UUID, host: str, alive_at: datetime, at: datetime) -> bool:
    """A clock that was set back is no sign of life: what lies far ahead is as silent as what lies far behind."""
    path = _lock_file(sender)
    if host != _host() or not path.exists():
        return abs(at - alive_at) > SILENCE
    file = _locked(path)
    if file is None:
        return False
    file.close()
    return True


def bury(senders: Iterable[UUID]) -> int:
    """Forget senders and return what they held to the queue; returns how many messages.

    Their lock files go last: a row without its file would look alive until its silence has lasted long enough.
    """
    gone = list(senders)
    if not gone:
        return 0
    with transaction.atomic():
        Sender.objects.filter(pk__in=gone).delete()
        returned = ledger.put_back(gone)
    for sender in gone:
        with suppress(OSError):
            _lock_file(sender).unlink()
    return returned


def tidy() -> int:
    """Delete lock files that no row and no process has; returns how many."""
    known = {_lock_file(sender) for sender in Sender.objects.values_list("pk", flat=True)}
    left = [path for path in _directory().glob("*.lock") if path not in known]
    return sum(_delete_unlocked(path) for path in left)


def _delete_unlocked(path: Path) -> bool:
    file = _locked(path)
    if file is None:
        return False
    path.unlink(missing_ok=True)
    file.close()
    return True
