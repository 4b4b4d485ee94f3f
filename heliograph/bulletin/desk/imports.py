"""Import on the desk: send a document or paste its text, review what was read, save it as an issue."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.bulletin import review
from heliograph.bulletin.desk.doors import editor, editors_only, posted
from heliograph.bulletin.desk.lists import datalists
from heliograph.bulletin.desk.reviewing import marked_source, pages, rows, verdicts_of
from heliograph.bulletin.forms import UploadForm
from heliograph.bulletin.importing import Refused as Unreadable
from heliograph.bulletin.importing import receiving
from heliograph.bulletin.models import ImportedDraft, Issue
from heliograph.bulletin.states import Refused

#: The field of the issue in which a refusal is mended.
_MENDED_IN = {"number-missing": "number", "title-missing": "title", "date-wrong": "date"}
_FORMATS = ".txt,.md,.html,.htm,.docx,.pdf,.eml"


@csrf_exempt
@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """The form; a body far beyond the limit is refused before a byte of it is read."""
    handler = receiving.BoundedUpload(request)
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > receiving.FAR_TOO_LARGE * settings.UPLOAD_LIMIT:
        return _form(request, UploadForm(), str(receiving.too_large()), status=413)
    request.upload_handlers = [handler]
    try:
        return _received(request, handler)
    except RequestDataTooBig:
        return _form(request, UploadForm(), str(receiving.too_large()), status=413)


@csrf_protect
def _received(request: HttpRequest, handler: receiving.BoundedUpload) -> HttpResponse:
    form = UploadForm(posted(request), request.FILES or None)
    if request.method != "POST":
        return _form(request, form)
    if handler.refusal:
        status = 413 if handler.refusal.code == "too-big" else 507
        return _form(request, form, str(handler.refusal), status=status)
    if not form.is_valid():
        return _form(request, form, status=400)
    try:
        draft = _kept(request, form.cleaned_data, timezone.now())
    except Unreadable as refused:
        return _form(request, form, str(refused), status=422)
    except (OSError, OperationalError) as error:
        if not _is_full(error):
            raise
        return _form(request, form, str(receiving.disk_full()), status=507)
    return redirect("bulletin:desk_review", draft.public_id)


def _is_full(error: OSError | OperationalError) -> bool:
    """SQLite says so in words (SQLITE_FULL), PostgreSQL by class 53 (53100 disk_full)."""
    if isinstance(error, OSError):
        return receiving.is_full(error)
    return "full" in str(error) or getattr(error.__cause__, "sqlstate", "") == "53100"


def _kept(request: HttpRequest, said: dict[str, Any], now: datetime) -> ImportedDraft:
    file = said["file"]
    if file:
        return receiving.keep_for_review(receiving.read_upload(file, file.name), file.name, editor(request), now)
    return receiving.keep_for_review(receiving.read_paste(said["text"]), _("Pasted text"), editor(request), now)


def _form(request: HttpRequest, form: UploadForm, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
        "formats": _FORMATS,
        "waiting": ImportedDraft.objects.filter(issue=None).defer("source", "data")[:20],
    }
    return render(request, "bulletin/desk/upload.html", context, status=status)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def review_draft(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The source beside the draft; every post keeps the verdicts, and the button pressed says what comes next."""
    draft: ImportedDraft = get_object_or_404(ImportedDraft, public_id=public_id)
    if draft.issue:
        return redirect("bulletin:desk_issue", draft.issue.number)
    page = _page(request, draft)
    source, marked = marked_source(draft, page)
    found = rows(draft, page, marked, posted(request))
    context: dict[str, Any] = {"draft": draft, "page": page, "pages": pages(draft), "source": source, **datalists()}
    context["source_language"] = draft.data.get("language") or "en"
    if request.method == "POST":
        said, wrong = verdicts_of(found)
        if not wrong:
            return _go_on(request, draft, page, said, context)
        _keep(draft, page, said)
        context["refusal"] = ngettext(
            "%(count)d fact cannot be read as you wrote it. It is marked below; the others are kept.",
            "%(count)d facts cannot be read as you wrote them. They are marked below; the others are kept.",
            len(wrong),
        ) % {"count": len(wrong)}
        context["wrong"] = wrong
    return _review_page(request, draft, {**context, "rows": found})


def _review_page(
    request: HttpRequest, draft: ImportedDraft, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    open_facts = review.undecided(draft.data, draft.verdicts)
    whole = [row for row in context["rows"] if row.fact.item is None]
    items: dict[int, list[Any]] = {}
    for row in context["rows"]:
        if row.fact.item is not None:
            items.setdefault(row.fact.item, []).append(row)
    context |= {
        "whole": whole,
        "entries": [(number + 1, group) for number, group in items.items()],
        "total": len(review.facts(draft.data)),
        "undecided": len(open_facts),
        "undecided_here": [row for row in context["rows"] if row.fact in open_facts],
        "page_numbers": range(1, context["pages"] + 1),
    }
    return render(request, "bulletin/desk/review.html", context, status=422 if context.get("refusal") else status)


def _page(request: HttpRequest, draft: ImportedDraft) -> int:
    words = request.GET.get("page", "1")
    return min(max(int(words) if words.isdecimal() else 1, 1), pages(draft))


def _keep(draft: ImportedDraft, page: int, said: dict[str, Any]) -> None:
    """Put this page's verdicts in the place of its earlier ones."""
    here = {row.fact.key for row in rows(draft, page, frozenset())}
    draft.verdicts = {**{key: one for key, one in draft.verdicts.items() if key not in here}, **said}
    draft.save(update_fields=["verdicts"])


def _go_on(
    request: HttpRequest, draft: ImportedDraft, page: int, said: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    _keep(draft, page, said)
    word = request.POST.get("do", "keep")
    if word == "accept":
        draft.verdicts = review.accept_unremarkable(draft.data, draft.verdicts)
        draft.save(update_fields=["verdicts"])
    if word in {"save", "save-rest"}:
        return _save(request, draft, page, context, everything=word == "save-rest")
    messages.success(request, _("Kept. You can go on now or come back later."))
    return redirect(f"{request.path}?page={page}#review")


def _save(
    request: HttpRequest, draft: ImportedDraft, page: int, context: dict[str, Any], *, everything: bool
) -> HttpResponse:
    """Make the issue, or say what still stands in the way."""
    fresh = {**context, "rows": rows(draft, page, marked_source(draft, page)[1])}
    left = review.undecided(draft.data, draft.verdicts)
    if left and not everything:
        return _review_page(request, draft, {**fresh, "ask_rest": len(left)})
    try:
        issue = receiving.accept(draft, editor(request), timezone.now())
    except Refused as refused:
        return _review_page(request, draft, {**fresh, "refusal": str(refused), **_choices(refused, draft)})
    messages.success(
        request, _("Saved as issue %(number)s. It is a draft: nobody else sees it yet.") % {"number": issue.number}
    )
    return redirect("bulletin:desk_issue", issue.number)


def _choices(refused: Refused, draft: ImportedDraft) -> dict[str, Any]:
    """What mends a refusal: a field, or, where the number is taken, its issue and the next free one."""
    if refused.code != "number-taken":
        return {"mend": _MENDED_IN.get(refused.code)}
    number = review.settle(draft.data, draft.verdicts).get("number")
    last = Issue.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return {"taken": number, "next_number": last + 1}


@editors_only
@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Forget an import that was never saved as an issue."""
    ImportedDraft.objects.filter(public_id=public_id, issue=None).delete()
    messages.success(request, _("The import was thrown away."))
    return redirect("bulletin:desk_import")
