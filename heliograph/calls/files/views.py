"""A file of a response on its way out: only to those who may see the response, and never as a page of this site."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from heliograph.calls.files.named import named_in
from heliograph.calls.files.quarantine import is_own, note_access
from heliograph.calls.models import AnswerFile
from heliograph.calls.reviewing.rules import name_for_reviewer
from heliograph.calls.rules import responses_visible_to
from heliograph.calls.states import ResponseState
from heliograph.network.account.doors import signed_in
from heliograph.network.files.kinds import TYPES, shown_types
from heliograph.network.files.names import base_of
from heliograph.network.models import Person

log = logging.getLogger(__name__)

_TYPES = frozenset(one.content_type for one in TYPES.values())
_STEP = 1 << 16


@signed_in
@require_safe
def file(request: HttpRequest, person: Person, public_id: UUID) -> HttpResponseBase:
    """The file, to be saved; pictures may be shown within a page, at ``?inline=1``."""
    found = get_object_or_404(AnswerFile.objects.select_related("content", "response"), public_id=public_id)
    own = is_own(found, person)
    name = found.name if own or _may_have(person, found) else name_for_reviewer(person, found)
    if name is None:
        raise Http404
    found.name = name
    if found.content.quarantined_at is not None:
        return render(request, "calls/files/quarantined.html", {"file": found}, status=403)
    if not own:
        note_access(found, person, timezone.now())
    return _given(found, inline=request.GET.get("inline") == "1")


def _may_have(person: Person, found: AnswerFile) -> bool:
    """Whether a file of others' answers is given to a person: what was sent with them, to who may read
    them.
    """
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
