"""Who gets in on the desk of the library, and which record an address means for him."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.frame.doors import guarded
from heliograph.library.models import Collection, Document, DocumentFile, DocumentVersion
from heliograph.library.rules import collections_kept_by, documents_kept_by, may_keep

#: A view for those who keep documents. What they see goes through ``rules``.
keepers_only = guarded(may_keep)


def posted(request: HttpRequest) -> Any:
    """The posted fields, or None on any other request: what a form is bound to."""
    return request.POST if request.method == "POST" else None


def document_or_404(request: HttpRequest, slug: str) -> Document:
    """A document that the person keeps, with its organizer and collection."""
    kept = documents_kept_by(request.user).select_related("organizer", "collection")
    found: Document = get_object_or_404(kept, slug=slug)
    return found


def version_or_404(request: HttpRequest, slug: str, number: int) -> DocumentVersion:
    """A version of a document that the person keeps, with the document."""
    versions = DocumentVersion.objects.filter(document__in=documents_kept_by(request.user))
    rows = versions.select_related("document__organizer", "document__collection")
    found: DocumentVersion = get_object_or_404(rows, document__slug=slug, number=number)
    return found


def file_or_404(version: DocumentVersion, public_id: UUID) -> DocumentFile:
    """A file of a version, also one that was replaced or taken away."""
    rows = version.files.select_related("content", "version__document")
    found: DocumentFile = get_object_or_404(rows, public_id=public_id)
    return found


def collection_or_404(request: HttpRequest, slug: str) -> Collection:
    """A collection that the person keeps."""
    found: Collection = get_object_or_404(collections_kept_by(request.user).select_related("organizer"), slug=slug)
    return found
