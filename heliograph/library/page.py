"""The page of a document, put together: a fixed number of queries, whatever it has."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library import shown, uses
from heliograph.library.models import Document, DocumentFile
from heliograph.library.outside.dead import dead_among
from heliograph.library.rules import collections_visible_to
from heliograph.library.shown import Cover, FileLine, VersionLine
from heliograph.library.uses import Use
from heliograph.network.rules import Reader as Person
from heliograph.network.states import Level, Theme


@dataclass(frozen=True)
class DocumentPage:
    """What a reader sees of a document. ``said`` says which languages there are, ``missing`` which of his is not, and
    ``before`` in which of them an earlier version is.

    ``current`` is None for a draft that has no version yet; ``earlier`` are the versions before, newest first.
    """

    document: Document
    title: Picked
    abstract: Picked
    cover: Cover | None
    current: VersionLine | None
    best: FileLine | None
    said: str
    missing: str
    before: str
    earlier: list[VersionLine]
    licence: tuple[str, str, str]
    levels: str
    themes: str
    collection: Picked | None
    used_by: list[Use]


def document_page(document: Document, person: Person, reader: Reader) -> DocumentPage:
    """The page for a reader; ``document`` with its organizer and collection."""
    versions = _versions(document, reader)
    current = next((each for each in versions if each.version.current), None)
    lines = current.files if current else []
    earlier = [each for each in versions if not each.version.current]
    best, title = shown.best_of(lines, reader), shown.text_for(document.title, reader, document.source_language)
    return DocumentPage(
        document=document,
        title=title,
        abstract=shown.text_for(document.abstract, reader, document.source_language),
        cover=shown.cover_of(document, lines, title, reader),
        current=current,
        best=best,
        said=shown.languages_said(lines, best, reader) if lines else "",
        missing=shown.missing_own(best, reader),
        before=shown.earlier_own(best, earlier, reader),
        earlier=earlier,
        licence=shown.licence_of(document),
        levels=_words(document.levels, Level, reader),
        themes=_words(document.themes, Theme, reader),
        collection=_collection(document, person, reader),
        used_by=uses.seen_by(document, person),
    )


def _versions(document: Document, reader: Reader) -> list[VersionLine]:
    given = Prefetch("files", DocumentFile.objects.standing().select_related("content"), to_attr="given")
    rows = list(document.versions.filter(released_at__isnull=False).order_by("-number").prefetch_related(given))
    dead = dead_among(file.url for row in rows for file in row.given)  # type: ignore[attr-defined]
    return [
        VersionLine(
            version=row,
            note=shown.text_for(row.note, reader, document.source_language),
            files=shown.file_lines(row.given, reader, dead),  # type: ignore[attr-defined]
        )
        for row in rows
    ]


def _words(values: list[str], kinds: type[Level] | type[Theme], reader: Reader) -> str:
    names = [str(kind.label) for kind in kinds if kind.value in values]
    return shown.listed(names, reader.language) if names else ""


def _collection(document: Document, person: Person, reader: Reader) -> Picked | None:
    found = collections_visible_to(person).filter(pk=document.collection_id).first() if document.collection_id else None
    return shown.text_for(found.title, reader, found.source_language) if found else None
