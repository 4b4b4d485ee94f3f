"""Where files lie while they are looked at: beside those that are kept, so that one becomes the other by a link."""

from __future__ import annotations

import errno
import io
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any, cast

from heliograph.network.files import refusals
from heliograph.network.keeping import private

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def place() -> Path:
    """The directory; what a process that was killed has left in it is cleared away by ``calls.files.sweeping``."""
    found = Path(private().path("incoming"))
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


class Passing(io.RawIOBase):
    """A file that goes when it is closed, let go, or left at the end of the process; ``name`` is its path.

    All that is written is written at once.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._descriptor, self.name = mkstemp(dir=directory)
        self._remove = weakref.finalize(self, _remove, self._descriptor, self.name)

    def readinto(self, buffer: Any) -> int:
        return os.readv(self._descriptor, [buffer])

    def write(self, data: Any) -> int:
        left = memoryview(data).cast("B")
        size = len(left)
        while left:
            left = left[os.write(self._descriptor, left) :]
        return size

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._descriptor, offset, whence)

    def fileno(self) -> int:
        return self._descriptor

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        if hasattr(self, "_remove"):
            self._remove()
        super().close()


def _remove(descriptor: int, name: str) -> None:
    Path(name).unlink(missing_ok=True)
    os.close(descriptor)


def new() -> IO[bytes]:
    """An empty file of that kind."""
    return cast("IO[bytes]", Passing(place()))


@contextmanager
def room_for(name: str) -> Iterator[None]:
    """Inside, a disk that is full raises Refused."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise refusals.no_room(name) from error
