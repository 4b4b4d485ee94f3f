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
    return blake2b(json.dumps(list(_plain(record).values())).encode(), digest_size=10).hexdigest()


def _plain(record: Document | Collection | DocumentVersion) -> dict[str, Any]:
    """What an editor sees of a record, by field; of a record that it points to only the key."""
    fields, texts = _SEEN[type(record)]
    seen: dict[str, Any] = {name: str(getattr(record, f"{name}_id" if name in _KEYS else name)) for name in fields}
    return seen | {name: texts_of(getattr(record, name)) for name in texts}


class Changes:
    """What a save changes of a record that an editor sees: made before it, asked after it."""

    def __init__(self, record: Document | DocumentVersion) -> None:
        self._record, self._before = record, _plain(record)

    def fields(self) -> list[str]:
        """The fields that are changed."""
        now = _plain(self._record)
        return [name for name, value in self._before.items() if now[name] != value]

    def languages(self) -> list[str]:
        """The languages in which some text is changed."""
        now, (_fields, texts) = _plain(self._record), _SEEN[type(self._record)]
        changed = [
            language
            for name in texts
            for language in {**self._before[name], **now[name]}
            if self._before[name].get(language) != now[name].get(language)
        ]
        return list(dict.fromkeys(changed))


def with_clean_title(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields whose titles are one line each, without signs that turn the direction of what stands around them."""
    return {**fields, "title": {language: clean_line(words) for language, words in fields["title"].items()}}


def place_last(document: Document) -> None:
    """Let a document be the last of its collection. It is not saved."""
    rows = Document.objects.filter(collection=document.collection_id) if document.collection_id else None
    last = rows.aggregate(last=Max("position"))["last"] if rows is not None else None
    document.position = 0 if last is None else last + 1
