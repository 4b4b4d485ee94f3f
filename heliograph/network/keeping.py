"""Files that have no address: what people hand in and nobody else may fetch. Beside the uploads that pages show."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.files.storage import FileSystemStorage


@cache
def private() -> FileSystemStorage:
    """The storage of such files, the same for all who ask."""
    return FileSystemStorage(location=settings.VAR / "private", base_url=None)
