"""Names in addresses: made of a title, and free."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from heliograph.texts.slugs import slug_of

#: Parts of addresses that stand where a name does.
_RESERVED = frozenset({"new", "collections", "links", "files"})
#: A number must fit after it (``Document.slug``).
_LONGEST = 76


def free_slug(rows: QuerySet[Any], title: str, otherwise: str) -> str:
    """A name that none of the rows has, from a title; from ``otherwise`` where it has no Latin letters. One query."""
    stem = slug_of(title, _LONGEST) or otherwise
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True)) | _RESERVED
    numbers = range(2, len(taken) + 3)
    return next(name for name in (stem, *(f"{stem}-{number}" for number in numbers)) if name not in taken)
