"""A zip archive is looked at before anything in it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext

from heliograph.bulletin.importing.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MAX_ARCHIVE_RATIO,
    MAX_ARCHIVE_XML_BYTES,
    RATIO_APPLIES_FROM,
)
from heliograph.bulletin.importing.refusal import Refused

WORD = "docx"
_KINDS = (
    ("word/document.xml", WORD),
    ("ppt/presentation.xml", "pptx"),
    ("xl/workbook.xml", "xlsx"),
    ("content.xml", "odt"),
    ("Index/Document.iwa", "pages"),
    ("index.xml", "pages"),
    ("META-INF/container.xml", "epub"),
)


#: What zipfile raises on archives that are cut off, wrong inside or packed in a way it does not know.
_DAMAGED = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, OverflowError, zlib.error)


def kind_of_archive(data: bytes) -> str:
    """What a zip archive holds, by its names: docx, pptx, xlsx, odt, pages, epub or zip.

    Raises Refused where it is broken or would unpack to far more than a bulletin.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except _DAMAGED as error:
        raise broken() from error
    _bounded(entries, len(data))
    names = {entry.filename for entry in entries}
    return next((kind for name, kind in _KINDS if name in names), "zip")


def _bounded(entries: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(entry.file_size for entry in entries)
    written = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    swollen = total > RATIO_APPLIES_FROM and total > MAX_ARCHIVE_RATIO * max(size, 1)
    if len(entries) > MAX_ARCHIVE_ENTRIES or total > MAX_ARCHIVE_BYTES or written > MAX_ARCHIVE_XML_BYTES or swollen:
        raise Refused(
            "archive-bomb", gettext("This file would unpack to far more than a bulletin needs and was not opened.")
        )


def check_entries(data: bytes) -> None:
    """Unpack every XML entry once, by small steps, to see that it is whole and as long as it says."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            if entry.flag_bits & 1:
                raise Refused(
                    "password", gettext("This document is protected by a password. Save it without one and try again.")
                )
            _unpack(archive, entry)


_STEP = 1 << 16


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    left = entry.file_size
    try:
        with archive.open(entry) as file:
            while step := file.read(_STEP):
                left -= len(step)
    except _DAMAGED as error:
        raise broken() from error
    if left:
        raise broken()


def broken() -> Refused:
    return Refused("damaged", gettext("This document is damaged or not complete. Save it again and try once more."))
