"""The bytes of a document, no more of them than are read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext

from heliograph.bulletin.importing.limits import MAX_FILE_BYTES, MEGABYTE
from heliograph.bulletin.importing.refusal import Refused


def contents(file: Path | BinaryIO) -> bytes:
    """All bytes of a file. Raises Refused where it is too big, empty, missing or may not be read."""
    data = _from_path(file) if isinstance(file, Path) else _bounded(file)
    if not data.strip():
        raise Refused("empty", gettext("This file is empty."))
    return data


def _from_path(path: Path) -> bytes:
    if path.is_dir():
        raise Refused("directory", gettext("This is a folder. Give one file."))
    try:
        with path.open("rb") as file:
            return _bounded(file)
    except FileNotFoundError as error:
        raise Refused("missing", gettext("There is no such file.")) from error
    except PermissionError as error:
        raise Refused(
            "forbidden", gettext("This file may not be read. Change its permissions and try again.")
        ) from error
    except OSError as error:
        raise Refused("unreadable", gettext("This file could not be read from the disk.")) from error


def _bounded(file: BinaryIO) -> bytes:
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        sentence = gettext("This file is larger than %(limit)d MB. Make its pictures smaller and try again.")
        raise Refused("too-big", sentence % {"limit": MAX_FILE_BYTES // MEGABYTE})
    return data
