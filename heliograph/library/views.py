"""The library's public pages: the list, a document, a collection; and files on their way out."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from heliograph.frame.finished import finished_page
from heliograph.frame.paging import page_of
from heliograph.frame.reader import reader_of
from heliograph.library import downloads, shown
from heliograph.library.finding import Wanted, chosen, selects
from heliograph.library.levels import by_level
from heliograph.library.models import DocumentFile
from heliograph.library.outside.dead import dead_among
from heliograph.library.page import document_page
from heliograph.library.rules import collections_visible_to, documents_kept_by, may_edit, visible_to
from heliograph.network.files.kinds import TYPES
from heliograph.network.files.names import base_of

log = logging.getLogger(__name__)

A_PAGE = 20
_TYPES = frozenset(one.content_type for one in TYPES.values())
_STEP = 1 << 16
_HARMLESS = "default-src 'none'; sandbox"
#: Of a PDF that is read in the browser: some viewers show nothing in a sandbox. It loads nothing, and is in no frame.
_READ_HERE = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
#: How a PDF begins.
_PDF = b"%PDF-"


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The documents that the reader may see, as words and filters want them."""
    wanted = Wanted.read(request.GET)
    return _listed(request, wanted) if wanted.q else _browsed(request, wanted)


@finished_page
def _browsed(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    return _listed(request, wanted)


def _listed(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    reader, seen = reader_of(request), visible_to(request.user).published()
    rows = wanted.apply(seen).select_related("organizer").newest_first().with_files()
    page = page_of(request, Paginator(rows, A_PAGE))
    offered = selects(wanted, seen, reader)
    context = {
        "wanted": wanted,
        "page": page,
        "lines": [shown.document_line(each, reader) for each in page.object_list],
        "selects": offered,
        "chosen": chosen(wanted, offered),
        "collections": _collections(request) if not wanted.asked and page.number == 1 else [],
    }
    return render(request, "library/library.html", context)


def _collections(request: HttpRequest) -> list[Any]:
    return list(collections_visible_to(request.user).order_by("slug")[:A_PAGE])


@finished_page
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document: what it is, in which languages and versions, what it weighs, what uses it."""
    documents = visible_to(request.user).select_related("organizer", "collection")
    found = get_object_or_404(documents, slug=slug)
    context = {
        "it": document_page(found, request.user, reader_of(request)),
        "document": found,
        "access": shown.access_words(found),
        "edits": may_edit(request.user, found),
    }
    return render(request, "library/document.html", context)


@require_safe
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """To the current file in the reader's language; where there is none, to the page that says which there are."""
    reader = reader_of(request)
    found = get_object_or_404(visible_to(request.user).with_files(), slug=slug)
    files = shown.given_files(found)
    best = shown.best_of(shown.file_lines(files, reader, dead_among(each.url for each in files)), reader)
    response = HttpResponseRedirect(best.url if best else f"{reverse('library:document', args=[slug])}#files")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@finished_page
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """A collection: its documents in their order, by school level."""
    reader = reader_of(request)
    found = get_object_or_404(collections_visible_to(request.user), slug=slug)
    documents = visible_to(request.user).filter(collection=found).select_related("organizer")
    rows = list(documents.order_by("position", "pk").with_files())
    context = {
        "collection": found,
        "title": shown.text_for(found.title, reader, found.source_language),
        "summary": shown.text_for(found.summary, reader, found.source_language),
        "parts": by_level([shown.document_line(each, reader) for each in rows]),
        "edits": may_edit(request.user, found),
    }
    return render(request, "library/collection.html", context)


@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A file of any version that readers have got, to be saved; a PDF may be read in the browser, at ``?inline=1``."""
    found = _file_or_404(request, public_id)
    assert found.content is not None
    if found.content.quarantined_at is not None:
        return render(request, "library/held_back.html", {"file": found}, status=403)
    response = _given(found, inline=request.GET.get("inline") == "1")
    if request.method == "GET" and not downloads.is_program(request.headers.get("User-Agent", "")):
        downloads.count(found, timezone.now().date())
    return response


@require_safe
def cover(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The first page of a file as a picture, for those who may have the file."""
    found = _file_or_404(request, public_id)
    assert found.content is not None
    if not found.content.cover or found.content.quarantined_at is not None:
        raise Http404
    return _safe(FileResponse(_opened(found, found.content.cover), content_type="image/jpeg"), "private, max-age=86400")


def _file_or_404(request: HttpRequest, public_id: UUID) -> DocumentFile:
    files = DocumentFile.objects.select_related("content", "version").exclude(content=None)
    found = get_object_or_404(files, public_id=public_id)
    released = found.version.released_at is not None
    allowed = visible_to(request.user) if released else documents_kept_by(request.user)
    if not allowed.filter(pk=found.version.document_id).exists():
        raise Http404
    return found


def _opened(found: DocumentFile, stored: Any) -> Any:
    try:
        return stored.open("rb")
    except OSError:
        log.exception("The content of the file %s cannot be read.", found.public_id)
        raise Http404 from None


def _given(found: DocumentFile, *, inline: bool) -> FileResponse:
    """The open file goes out whole, whatever takes its place meanwhile."""
    assert found.content is not None
    kind = found.content.content_type if found.content.content_type in _TYPES else "application/octet-stream"
    opened = _opened(found, found.content.file)
    within = inline and kind == "application/pdf" and _begins_as_pdf(opened)
    name = base_of(found.name) or "file"
    given = FileResponse(opened, as_attachment=not within, filename=name, content_type=kind)
    return _safe(given, "private, no-cache", _READ_HERE if within else _HARMLESS)


def _begins_as_pdf(opened: Any) -> bool:
    """Whether a file that was taken as a PDF is one where it lies: only then it goes out of the sandbox."""
    first = opened.read(len(_PDF))
    opened.seek(0)
    return bool(first == _PDF)


def _safe(given: FileResponse, cache: str, policy: str = _HARMLESS) -> FileResponse:
    given.block_size = _STEP
    given.headers["X-Content-Type-Options"] = "nosniff"
    given.headers["Content-Security-Policy"] = policy
    given.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    given.headers["X-Robots-Tag"] = "noindex"
    given.headers["Cache-Control"] = cache
    return given
