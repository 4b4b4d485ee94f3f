"""From where a file was looked at to where it is kept, in one step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4

from heliograph.network.files import incoming
from heliograph.network.files.checking import Checked


def put(checked: Checked, path: Path) -> None:
    """Let a content lie at its place, whole from the first moment on. Raises OSError, and then nothing is left."""
    if path.exists() and path.stat().st_size == checked.size:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = incoming.place() / uuid4().hex
    try:
        _link(checked.content, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _link(content: IO[bytes], part: Path) -> None:
    """A second name for a content, or a copy of it where the file system has no such thing."""
    try:
        os.link(content.name, part)
    except OSError:
        content.seek(0)
        with part.open("xb") as copy:
            shutil.copyfileobj(content, copy)
            copy.flush()
            os.fsync(copy.fileno())
