"""The fields of documents and collections, the mark of what an editor has seen, and places in a collection."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from django.db.models import Max

from heliograph.library.models import Collection, Document
from heliograph.texts.multilingual import texts_of

TEXTS = ("title", "abstract", "cover_alt")
FIELDS = (
    "kind", "source_language", "organizer", "collection", "levels", "themes", "year", "issued_on", "licence",
    "licence_words", "access",
)  # fmt: skip
COLLECTION_TEXTS = ("title", "summary")
COLLECTION_FIELDS = ("kind", "source_language", "organizer")
_KEYS = frozenset({"organizer", "collection"})


class Stale(Exception):
    """The record was saved by somebody else after this editor opened it; nothing was written."""


def mark_of(record: Document | Collection) -> str:
    """A short digest of what an editor of this record sees; equal marks mean that nothing he sees has changed."""
    is_document = isinstance(record, Document)
    fields, texts = (FIELDS, TEXTS) if is_document else (COLLECTION_FIELDS, COLLECTION_TEXTS)
    seen: list[Any] = [str(getattr(record, f"{name}_id" if name in _KEYS else name)) for name in fields]
    seen += [texts_of(getattr(record, name)) for name in texts]
    return blake2b(json.dumps(seen).encode(), digest_size=10).hexdigest()


def place_last(document: Document) -> None:
    """Let a document be the last of its collection. It is not saved."""
    rows = Document.objects.filter(collection=document.collection_id) if document.collection_id else None
    last = rows.aggregate(last=Max("position"))["last"] if rows is not None else None
    document.position = 0 if last is None else last + 1
