"""A file of a response on its way out: only to those who may see the response, and never as a page of this site."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from heliograph.calls.files.kinds import TYPES, shown_types
from heliograph.calls.files.named import named_in
from heliograph.calls.files.names import base_of
from heliograph.calls.models import AnswerFile
from heliograph.calls.rules import responses_of, responses_visible_to
from heliograph.calls.states import ResponseState
from heliograph.network.account.doors import signed_in
from heliograph.network.models import Person

log = logging.getLogger(__name__)

_TYPES = frozenset(one.content_type for one in TYPES.values())
_STEP = 1 << 16


@signed_in
@require_safe
def file(request: HttpRequest, person: Person, public_id: UUID) -> HttpResponseBase:
    """The file, to be saved; pictures may be shown within a page, at ``?inline=1``."""
    found = get_object_or_404(AnswerFile.objects.select_related("content", "response"), public_id=public_id)
    if not _may_have(person, found):
        raise Http404
    if found.content.quarantined_at is not None:
        return render(request, "calls/files/quarantined.html", {"file": found}, status=403)
    return _given(found, inline=request.GET.get("inline") == "1")


def _may_have(person: Person, found: AnswerFile) -> bool:
    """Whether a file is given to a person: of his own answers every one, of others' what was sent with them."""
    if responses_of(person).filter(pk=found.response_id).exists():
        return True
    sent = found.response.state != ResponseState.DRAFT and str(found.public_id) in named_in(found.response.answers)
    return sent and responses_visible_to(person).filter(pk=found.response_id).exists()


def _given(found: AnswerFile, *, inline: bool) -> FileResponse:
    content = found.content
    try:
        opened = content.file.open("rb")
    except OSError:
        log.exception("The content of the file %s cannot be read.", found.public_id)
        raise Http404 from None
    shown = inline and content.content_type in shown_types()
    kind = content.content_type if content.content_type in _TYPES else "application/octet-stream"
    given = FileResponse(opened, as_attachment=not shown, filename=base_of(found.name) or "file", content_type=kind)
    given.block_size = _STEP
    given.headers["X-Content-Type-Options"] = "nosniff"
    given.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    given.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    given.headers["Cache-Control"] = "private, no-store"
    return given
