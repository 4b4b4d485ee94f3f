"""From the document that a secretariat writes to a draft issue; nothing is saved.

``read_file`` and ``read_text`` give a ``Draft``; ``to_json`` gives the form of ``docs/import.md``.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from heliograph.bulletin.importing.draft import Draft
from heliograph.bulletin.importing.intake import contents
from heliograph.bulletin.importing.json_form import to_json
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.source import Source

__all__ = ["Draft", "Refused", "Source", "convert_file", "draft_from", "read_file", "read_text", "to_json"]

ORGANIZER_ZONE = "Europe/Paris"


def read_file(file: Path | BinaryIO, name: str, *, now: datetime, organizer_zone: str = ORGANIZER_ZONE) -> Draft:
    """The draft that a document gives; ``name`` is the file's name as its sender gave it.

    ``now`` (aware) bounds what the document may say of its own date. Raises Refused with one sentence where the
    document cannot be read.
    """
    return draft_from(convert_file(file, name), now=now, organizer_zone=organizer_zone)


def read_text(text: str, *, now: datetime, organizer_zone: str = ORGANIZER_ZONE) -> Draft:
    """The draft that pasted text gives. Raises Refused where there is none."""
    from heliograph.bulletin.importing.formats.text import source_of  # noqa: PLC0415 (start-up: who reads no document needs none)

    return draft_from(
        source_of(text.replace("\r\n", "\n").replace("\r", "\n"), "text"), now=now, organizer_zone=organizer_zone
    )


def convert_file(file: Path | BinaryIO, name: str) -> Source:
    """The converted source of a document. Raises Refused where it cannot be read."""
    from heliograph.bulletin.importing.formats import convert  # noqa: PLC0415 (as above)

    return convert(contents(file), name)


def draft_from(source: Source, *, now: datetime, organizer_zone: str = ORGANIZER_ZONE) -> Draft:
    """The draft that a converted source gives."""
    from heliograph.bulletin.importing.assembling import assemble  # noqa: PLC0415 (as above)

    return assemble(source, organizer_zone, now)
