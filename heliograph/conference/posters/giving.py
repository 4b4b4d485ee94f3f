"""The files of posters on their way out: pictures within a page, the poster itself to be saved, its QR code."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.shown import shown_posters
from heliograph.network.files.kinds import TYPES
from heliograph.network.joining.certificate_pdf import qr
from heliograph.network.letters import address_of
from heliograph.texts.slugs import slug_of

log = logging.getLogger(__name__)

_TYPES = {one.content_type: one.suffixes[0] for one in TYPES.values()}
_STEP = 1 << 16
_HARMLESS = "default-src 'none'; sandbox"
#: A picture stands at its address for ever: another one has another address. A day is enough for that.
_KEPT = "private, max-age=86400"


def poster_or_404(request: HttpRequest, slug: str, number: int) -> Poster:
    """A poster that is shown, of a conference that the visitor sees."""
    conference = conference_or_404(request, slug)
    found = shown_posters(conference).filter(number=number).select_related("file", "theme", "organization").first()
    if found is None:
        raise Http404
    found.conference = conference
    return found


@require_safe
def poster_preview(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The poster as a picture that can be read."""
    found = poster_or_404(request, slug, number)
    return _safe(FileResponse(_opened(found, found.preview), content_type="image/jpeg"), _KEPT)


@require_safe
def poster_thumbnail(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The poster as a small picture."""
    found = poster_or_404(request, slug, number)
    return _safe(FileResponse(_opened(found, found.thumbnail), content_type="image/jpeg"), _KEPT)


@require_safe
def poster_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The poster to be saved: a picture as it was kept, of a PDF the copy that says nothing of its author."""
    found = poster_or_404(request, slug, number)
    assert found.file is not None
    kind = found.file.content_type if found.file.content_type in _TYPES else "application/octet-stream"
    name = f"{found.number}-{slug_of(found.title, 60) or 'poster'}.{_TYPES.get(kind, 'bin')}"
    opened = _opened(found, found.copy or found.file.file)
    return _safe(FileResponse(opened, as_attachment=True, filename=name, content_type=kind), "private, no-cache")


@require_safe
def poster_qr(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The address of the poster's page as a QR code."""
    found = poster_or_404(request, slug, number)
    return _safe(HttpResponse(code_of(slug, found.number), content_type="image/svg+xml"), _KEPT)


@lru_cache(maxsize=2048)
def code_of(slug: str, number: int) -> str:
    """The QR code of a poster's page, as SVG."""
    return qr(address_of("conference:poster", slug, number))


def _opened(found: Poster, stored: Any) -> Any:
    try:
        return stored.open("rb")
    except OSError:
        log.exception("A file of the poster %s cannot be read.", found.public_id)
        raise Http404 from None


def _safe(given: HttpResponse | FileResponse, cache: str) -> HttpResponseBase:
    if isinstance(given, FileResponse):
        given.block_size = _STEP
    given.headers["X-Content-Type-Options"] = "nosniff"
    given.headers["Content-Security-Policy"] = _HARMLESS
    given.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    given.headers["X-Robots-Tag"] = "noindex"
    given.headers["Cache-Control"] = cache
    return given
