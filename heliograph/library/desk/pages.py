"""The page of one document on the desk, which many steps lead back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heliograph.frame.reader import reader_of
from heliograph.library import downloads, entries, shown, uses
from heliograph.library.desk.forms import FileForm
from heliograph.library.models import Document, DocumentFile, DocumentVersion
from heliograph.library.outside.dead import dead_among
from heliograph.library.shown import FileLine
from heliograph.network.files.kinds import accept
from heliograph.network.rules import is_secretariat


@dataclass(frozen=True)
class FileRow:
    """A file of a version, and how often it was fetched."""

    line: FileLine
    count: int


@dataclass(frozen=True)
class VersionRow:
    """A version with its files. ``former`` were replaced or taken away, and are still given out at their addresses."""

    version: DocumentVersion
    note: str
    files: list[FileRow]
    former: list[FileRow]


def document_page(request: HttpRequest, found: Document, refusal: str = "") -> HttpResponse:
    """The page of a document; with a refusal, what was refused on it."""
    reader = reader_of(request)
    context: dict[str, Any] = {
        "document": found,
        "title": shown.text_for(found.title, reader, found.source_language),
        "refusal": refusal,
        "versions": (rows := _versions(found, request)),
        "prepared": next((row.version for row in rows if row.version.released_at is None), None),
        "secretariat": is_secretariat(request.user),
        "used_by": uses.kept_by(found, request.user),
        "log": entries.lines_of(found),
        "file_form": FileForm(auto_id="file_%s"),
        "accept": accept(()),
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
    }
    return render(request, "library/desk/document.html", context, status=422 if refusal else 200)


def _versions(document: Document, request: HttpRequest) -> list[VersionRow]:
    files = Prefetch("files", DocumentFile.objects.select_related("content"))
    rows = list(document.versions.order_by("-number").prefetch_related(files).select_related("made_by"))
    dead = dead_among(file.url for row in rows for file in row.files.all() if file.replaced_at is None)
    totals = downloads.totals(document)
    return [_row(row, document, request, dead, totals) for row in rows]


def _row(
    row: DocumentVersion, document: Document, request: HttpRequest, dead: Mapping[str, Any], totals: Mapping[int, int]
) -> VersionRow:
    reader = reader_of(request)
    lines = shown.file_lines(row.files.all(), reader, dead)
    files = [FileRow(line, totals.get(line.file.pk, 0)) for line in lines]
    standing = [each for each in files if each.line.file.replaced_at is None]
    former = [each for each in files if each.line.file.replaced_at is not None and each.line.file.content is not None]
    return VersionRow(row, str(shown.text_for(row.note, reader, document.source_language)), standing, former)
