"""Uploaded files on their way out: pictures and PDF are shown, everything else is saved; none may run anything."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

#: What may be attached to a page: nothing that a browser runs on this site's address.
ATTACHABLE = (
    ".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".epub", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
    ".ics", ".zip", ".jpg", ".jpeg", ".png", ".webp", ".mp3", ".mp4",
)  # fmt: skip
SHOWN = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".pdf"})


@require_safe
def serve(request: HttpRequest, name: str) -> FileResponse:
    """A file of the storage by its name."""
    path = PurePosixPath(name)
    try:
        opened = default_storage.open(str(path))
    except (OSError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
    response = FileResponse(opened, as_attachment=path.suffix.lower() not in SHOWN, filename=path.name)
    response.headers["Cache-Control"] = "public, max-age=3600"
    if path.suffix.lower() != ".pdf":
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
