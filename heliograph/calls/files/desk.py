"""Files that organizers hold back, or give out again; and who has fetched those that are held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Min
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.desk.entries import log
from heliograph.calls.doors import organizers_only
from heliograph.calls.files.quarantine import accesses_of, give_again, hold_back, may_hold_back, settle
from heliograph.calls.models import AnswerFile, Response, StoredContent
from heliograph.calls.responses import panels
from heliograph.calls.rules import calls_run_by, may_organize
from heliograph.calls.states import ResponseState
from heliograph.frame import needs
from heliograph.frame.needs import Need
from heliograph.frame.posting import posted_from
from heliograph.network.rules import is_secretariat


def _page(slug: str, public_id: UUID) -> str:
    return reverse("calls:desk_responses", args=[slug])


@organizers_only
@posted_from(_page)
def hold_file(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Hold a file of a response back, or with ``again`` give it out again; with ``settled`` ("yes", "no") say that one
    that is held back has been dealt with, or has not.
    """
    call, now = call_or_404(request, slug), timezone.now()
    found = _file_or_404(call.pk, public_id)
    if settled := request.POST.get("settled"):
        _settle(request, found, now if settled == "yes" else None)
    elif refusal := _refusal(request, found.content):
        messages.error(request, refusal)
    elif "again" in request.POST:
        if give_again(found.content):
            log(call, "file-again", actor(request), now, title=found.name)
        messages.success(request, _("The file is given out again."))
    else:
        if hold_back(found.content, now):
            log(call, "file-held", actor(request), now, title=found.name)
        messages.success(request, _("The file is held back. Those who have saved it are written to."))
    return redirect("calls:desk_response", slug, found.response.public_id)


def _settle(request: HttpRequest, file: AnswerFile, at: datetime | None) -> None:
    if settle(file, at):
        verb = "file-settled" if at else "file-unsettled"
        log(file.response.call, verb, actor(request), timezone.now(), title=file.name)
    if at:
        messages.success(request, _("“Needs you” names this file no more."))
    else:
        messages.success(request, _("“Needs you” names this file until it is dealt with."))


def _refusal(request: HttpRequest, content: StoredContent) -> str:
    """Why a person may not do what he asks; empty where he may. A content is held back wherever it stands."""
    if "again" in request.POST:
        return "" if is_secretariat(request.user) else _("Only the secretariat gives a file out again. Ask it.")
    if may_hold_back(actor(request), content):
        return ""
    return _("This file is in use beyond your calls. Ask the secretariat to hold it back.")


def _file_or_404(call: int, public_id: UUID) -> AnswerFile:
    rows = AnswerFile.objects.filter(response__call=call).exclude(response__state=ResponseState.DRAFT)
    found: AnswerFile = get_object_or_404(rows.select_related("content", "response__call"), public_id=public_id)
    return found


def _panel(request: HttpRequest, response: Response) -> Mapping[str, Any] | None:
    """The files of a response with what can be done with them; None where there are none. Two queries."""
    files = list(response.files.select_related("content"))
    if not files:
        return None
    had: dict[int, list[Any]] = {}
    for access in accesses_of(response):
        had.setdefault(access.file_id, []).append(access)
    gives = is_secretariat(request.user)
    return {"call": response.call, "gives": gives, "files": [(each, had.get(each.pk, [])) for each in files]}


def _needs(person: Any, at: datetime) -> Iterable[Need]:
    """For each call the first file of an answer that is held back and not dealt with. One query."""
    if not may_organize(person):
        return
    held = AnswerFile.objects.filter(content__quarantined_at__isnull=False, settled_at=None)
    run = held.filter(response__call__in=calls_run_by(person).values("pk")).exclude(response__state=ResponseState.DRAFT)
    first = run.order_by().values("response__call").annotate(first=Min("pk")).values("first")
    files = AnswerFile.objects.filter(pk__in=first).select_related("response__call")
    for file in files.order_by("response__call")[:20]:
        response, words = file.response, _("A file that came with an answer was found to be malicious")
        page = reverse("calls:desk_response", args=[response.call.slug, response.public_id])
        yield Need(words, f"{page}#held-{file.public_id}", str(response.call.title))


def register_files_desk() -> None:
    """For ``ready()``."""
    panels.register(panels.Panel("files-held", "calls/desk/retaining/files.html", _panel, 300))
    needs.register("files-held", _needs, 100)
