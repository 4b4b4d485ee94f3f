"""A whole document put into the library at once, with its versions and files: for samples and imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from i18nfield.strings import LazyI18nString

from heliograph.library import contents
from heliograph.library.models import Document, DocumentVersion
from heliograph.library.publishing import add_file, add_link, new_version, publish, release, start_document
from heliograph.network.models import Person


@dataclass(frozen=True)
class Part:
    """A version in one language: a file (``name`` and ``data``), or a link (``url``)."""

    language: str
    name: str = ""
    data: bytes = b""
    url: str = ""


@dataclass(frozen=True)
class Edition:
    """A version: the day that it bears, its parts, what has changed by language, and when it was released (aware)."""

    dated: date
    parts: Sequence[Part]
    note: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None


def deposit(
    fields: Mapping[str, Any], editions: Sequence[Edition], by: Person, at: datetime, *, published: bool = True
) -> Document:
    """Make a document of ``fields`` (as ``editing`` names them; texts by language) with its versions, oldest first.

    Files are looked at as any upload is. Raises Refused.
    """
    document = start_document(fields, by, at)
    for edition in editions:
        when = edition.at or at
        version = new_version(document, edition.dated, edition.note, by, when)
        _describe(version, edition)
        for part in edition.parts:
            _add(version, part, by, when)
        release(version, by, when)
    if published:
        return publish(document, by, at)
    document.refresh_from_db()
    return document


@transaction.atomic
def _describe(version: DocumentVersion, edition: Edition) -> None:
    """The first version is there already when its edition comes."""
    version.dated, version.note = edition.dated, LazyI18nString(dict(edition.note))
    version.save(update_fields=["dated", "note"])


def _add(version: DocumentVersion, part: Part, by: Person, at: datetime) -> None:
    if part.url:
        add_link(version, part.url, part.language, by, at)
    else:
        checked = contents.checked(SimpleUploadedFile(part.name, part.data))
        add_file(version, checked, part.language, by, at)
