"""Files that have no address: what people hand in and nobody else may fetch. Beside the uploads that pages show."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def private() -> FileSystemStorage:
    """The storage of such files."""
    return FileSystemStorage(location=settings.VAR / "private", base_url=None)
