"""The fields of documents and collections, the mark of what an editor has seen, and places in a collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.db.models import Max

from heliograph.library.models import Collection, Document, DocumentVersion
from heliograph.network.forms import clean_line
from heliograph.texts.multilingual import texts_of

TEXTS = ("title", "abstract", "cover_alt")
FIELDS = (
    "kind", "source_language", "organizer", "collection", "levels", "themes", "year", "issued_on", "licence",
    "licence_words", "access",
)  # fmt: skip
COLLECTION_TEXTS = ("title", "summary")
COLLECTION_FIELDS = ("kind", "source_language", "organizer")
_KEYS = frozenset({"organizer", "collection"})
VERSION_TEXTS = ("note",)
VERSION_FIELDS = ("dated",)
_SEEN: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Document: (FIELDS, TEXTS),
    Collection: (COLLECTION_FIELDS, COLLECTION_TEXTS),
    DocumentVersion: (VERSION_FIELDS, VERSION_TEXTS),
}


class Stale(Exception):
    """The record was saved by somebody else after this editor opened it; nothing was written."""


def mark_of(record: Document | Collection | DocumentVersion) -> str:
    """A short digest of what an editor of this record sees; equal marks mean that nothing he sees has changed."""
    fields, texts = _SEEN[type(record)]
    seen: list[Any] = [str(getattr(record, f"{name}_id" if name in _KEYS else name)) for name in fields]
    seen += [texts_of(getattr(record, name)) for name in texts]
    return blake2b(json.dumps(seen).encode(), digest_size=10).hexdigest()


def with_clean_title(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields whose titles are one line each, without signs that turn the direction of what stands around them."""
    return {**fields, "title": {language: clean_line(words) for language, words in fields["title"].items()}}


def place_last(document: Document) -> None:
    """Let a document be the last of its collection. It is not saved."""
    rows = Document.objects.filter(collection=document.collection_id) if document.collection_id else None
    last = rows.aggregate(last=Max("position"))["last"] if rows is not None else None
    document.position = 0 if last is None else last + 1
