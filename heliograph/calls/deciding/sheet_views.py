"""Decisions by spreadsheet on the desk: the sheet out, and in again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.deciding import batches, sheets
from heliograph.calls.deciding.forms import SheetForm
from heliograph.calls.deciding.possible import DOING, verbs_of
from heliograph.calls.deciding.views import head_of
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.frame.arrival import arrived_at
from heliograph.network.states import Refused

#: Bytes that a form needs beside the file; wrong rows that are named.
_BESIDE, _NAMED = 256 * 1024, 200


@organizers_only
@require_safe
def sheet(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The sheet of a call to be filled in, as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    return sheets.export(call_or_404(request, slug), form, actor(request))


@csrf_exempt
@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The way out and the way in; a body far beyond the limit is refused before a byte of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + _BESIDE:
        return _page(request, call_or_404(request, slug), SheetForm(), _too_big(), status=413)
    return _received(request, slug)


@csrf_protect
def _received(request: HttpRequest, slug: str) -> HttpResponseBase:
    call = call_or_404(request, slug)
    if request.method != "POST":
        return _page(request, call, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, call, form, status=422)
    file = form.cleaned_data["file"]
    if file.size > settings.UPLOAD_LIMIT:
        return _page(request, call, form, _too_big(), status=413)
    try:
        with _kept(file) as path:
            checked = sheets.check(path, call, actor(request))
    except Refused as refused:
        return _page(request, call, form, refused.sentence, status=422)
    if checked.wrong:
        return _page(request, call, form, status=422, checked=checked, wrong=checked.wrong[:_NAMED])
    if not checked.steps:
        return _page(request, call, form, _("No row has a decision. Write some into the column “decision”."), 422)
    return _made(request, call, checked)


def _made(request: HttpRequest, call: Call, checked: sheets.Checked) -> HttpResponseBase:
    """A batch to be looked at. The file's own decisions make its token: handed in twice, it is the same batch."""
    token = request.POST.get("token") or uuid4().hex
    made = batches.make(call, batches.Wish(checked.steps), token, actor(request), arrived_at(request))
    return redirect("calls:desk_decision_batch", call.slug, made.public_id)


@contextmanager
def _kept(file: File[Any]) -> Iterator[Path]:
    """An uploaded file where it can be opened by its path, as long as that takes."""
    with NamedTemporaryFile(prefix="decisions-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        yield Path(kept.name)


def _too_big() -> str:
    sentence = _("This file is larger than %(limit)s MB. Keep the rows with a decision, and choose it again.")
    return sentence % {"limit": settings.UPLOAD_LIMIT // (1024 * 1024)}


def _page(
    request: HttpRequest, call: Call, form: SheetForm, refusal: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        **head_of(request, call),
        "form": form,
        "refusal": refusal,
        "words": [str(DOING[verb]) for verb in verbs_of(call)],
        "count": sheets.sent(call).count(),
        "token": uuid4().hex,
        **more,
    }
    return render(request, "calls/desk/deciding/sheet.html", context, status=status)
