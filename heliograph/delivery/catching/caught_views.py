"""The pages of the mail catcher, in development only: everywhere else they are not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from heliograph.delivery.catching.caught import Box, Entry
from heliograph.delivery.catching.caught_letter import content_of, html_page, leaves, take_apart

PER_PAGE = 50
#: A letter's own styles and pictures, and nothing that runs, is sent, or looks at the site around it.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' {site} data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
FILE_POLICY = "default-src 'none'; sandbox"


def _box() -> Box:
    """The catcher's box; 404 where no catcher is set."""
    if settings.CATCHER is None:
        raise Http404
    return Box(Path(settings.CATCHER))


class _Listing:
    """The list as the paginator wants it: counted and cut by the index, not in memory."""

    def __init__(self, box: Box, search: str) -> None:
        self._box, self._search = box, search
        box.refresh()

    def __len__(self) -> int:
        return self._box.page(self._search, 0, 0)[1]

    def __getitem__(self, wanted: slice) -> list[Entry]:
        return self._box.page(self._search, wanted.start, wanted.stop - wanted.start)[0]


@require_safe
def caught(request: HttpRequest) -> HttpResponse:
    """The caught letters, newest first."""
    search = request.GET.get("q", "").strip()[:200]
    listing: Any = _Listing(_box(), search)
    page = Paginator(listing, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "delivery/caught.html", {"page": page, "search": search, "total": page.paginator.count})


def _source(name: str) -> bytes:
    path = _box().path(name)
    try:
        content = path.read_bytes() if path else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404(_("This letter is not in the catcher; somebody may have deleted it."))
    return content


@require_safe
def caught_message(request: HttpRequest, name: str) -> HttpResponse:
    """One letter: headers, text, HTML in a frame, attachments."""
    source = _source(name)
    letter = take_apart(source)
    return render(request, "delivery/caught_message.html", {"letter": letter, "name": name, "size": len(source)})


@require_safe
def caught_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part by itself, as a mail program shows it."""
    html = take_apart(_source(name)).html
    if html is None:
        raise Http404(_("This letter has no HTML part."))
    policy = LETTER_POLICY.format(site=settings.SITE_URL)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    return HttpResponse(html_page(html), headers=headers)


@require_safe
def caught_source(request: HttpRequest, name: str) -> HttpResponse:
    """The letter as it came."""
    return _download(_source(name), name)


@require_safe
def caught_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One part of the letter, to be saved."""
    source = _source(name)
    found = next((one for one in take_apart(source).attachments if one.number == number), None)
    if found is None:
        raise Http404(_("This letter has no such part."))
    return _download(content_of(leaves(source)[number]), found.name)


def _download(content: bytes, name: str) -> HttpResponse:
    """Never shown by the browser, whatever it says that it is."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


@require_POST
def delete_all(request: HttpRequest) -> HttpResponse:
    """Empty the catcher."""
    count = _box().empty()
    messages.success(request, ngettext("%d letter deleted.", "%d letters deleted.", count) % count)
    return redirect("delivery:caught")
