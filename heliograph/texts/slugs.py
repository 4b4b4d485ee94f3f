"""Names in addresses, made of titles."""

from __future__ import annotations

from django.utils.text import slugify


def slug_of(title: str, longest: int = 60) -> str:
    """A title's words in small letters and hyphens, as many as fit; empty where it has no Latin letters.

    Only a first word that is too long by itself is cut.
    """
    slug: str = slugify(title).strip("-")
    if len(slug) <= longest:
        return slug
    words = slug[: longest + 1].rpartition("-")[0].strip("-")
    return words or slug[:longest]
