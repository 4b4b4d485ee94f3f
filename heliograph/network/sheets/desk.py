"""Spreadsheets on the desk: hand one in, say what its columns mean, look at what would change, apply it."""

from __future__ import annotations

import errno
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.frame.keyset import slice_of
from heliograph.frame.spreadsheets import FORMATS, spreadsheet, table
from heliograph.network.doors import actor, managers_only
from heliograph.network.models import Organization, SheetImport
from heliograph.network.rules import people_visible_to, remit_of
from heliograph.network.sheets import columns, exporting, progress, receiving, reports
from heliograph.network.sheets.encodings import ENCODINGS
from heliograph.network.sheets.forms import MatchingForm, ReadingForm, UploadForm, headings
from heliograph.network.sheets.rules import imports_visible_to
from heliograph.network.states import Refused, SheetKind, SheetState

#: Bytes that a form needs beside the file.
_BESIDE = 256 * 1024
_ON_A_PAGE = 20
_DELIMITERS = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": gettext_lazy("tabs"),
    "|": gettext_lazy("vertical bars"),
}


def sheet_or_404(request: HttpRequest, public_id: UUID) -> SheetImport:
    sheet: SheetImport = get_object_or_404(imports_visible_to(request.user), public_id=public_id)
    return sheet


@csrf_exempt
@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest) -> HttpResponseBase:
    """The imports, and the form; a body far beyond the limit is refused before a byte of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + _BESIDE:
        return _overview(request, UploadForm(), _too_big(), status=413)
    return _received(request)


@csrf_protect
def _received(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _overview(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _overview(request, form, status=422)
    file, kind = form.cleaned_data["file"], SheetKind(form.cleaned_data["kind"])
    if file.size > settings.UPLOAD_LIMIT:
        return _overview(request, form, _too_big(), status=413)
    try:
        sheet = receiving.receive(kind, file, actor(request), timezone.now())
    except Refused as refused:
        return _overview(request, form, refused.sentence, status=422)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        sentence = _("The server has no room left to take in this file. Nothing was kept. Try again later.")
        return _overview(request, form, sentence, status=507)
    return redirect("network_desk:sheet", sheet.public_id)


def _too_big() -> str:
    sentence = _("This file is larger than %(limit)s MB. Delete columns that are not needed, or split it.")
    return sentence % {"limit": settings.UPLOAD_LIMIT // (1024 * 1024)}


def _overview(request: HttpRequest, form: UploadForm, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
        "page": slice_of(request, imports_visible_to(request.user).defer("outcome", "options"), "-pk", _ON_A_PAGE),
        "kinds": SheetKind.choices,
        "formats": FORMATS,
    }
    return render(request, "network/sheets/sheets.html", context, status=status)


@managers_only
@require_safe
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Where an import stands, and what comes next."""
    return sheet_page(request, sheet_or_404(request, public_id))


def sheet_page(
    request: HttpRequest, found: SheetImport, form: MatchingForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page of an import; ``refusal`` says why what was asked was not done."""
    context: dict[str, Any] = {"sheet": found, "refusal": refusal}
    if found.state == SheetState.MAPPING:
        context |= _mapping(found, form)
    elif found.state in {SheetState.CHECKING, SheetState.APPLYING}:
        context |= {"progress": progress.told(found.public_id), "under_way": True}
    elif found.state in {SheetState.CHECKED, SheetState.APPLIED}:
        context |= _outcome(found)
    return render(request, "network/sheets/sheet.html", context, status=status)


def _mapping(found: SheetImport, form: MatchingForm | None) -> dict[str, Any]:
    taken = set(found.columns.values())
    heads = headings(found.header)
    return {
        "form": form or MatchingForm(found),
        "reading": ReadingForm(found),
        "encoding": ENCODINGS.get(found.encoding, ""),
        "delimiter": _DELIMITERS.get(found.options["delimiter"], found.options["delimiter"]),
        "heads": heads,
        "left": [head for number, head in enumerate(heads) if number not in taken],
        "first": found.options["first"],
    }


def _outcome(found: SheetImport) -> dict[str, Any]:
    counts, samples = found.outcome.get("counts", {}), found.outcome.get("samples", {})
    changed = [
        {**line, "changes": [(columns.label(found.kind, name), *pair) for name, pair in line["changes"].items()]}
        for line in samples.get("changed", [])
    ]
    return {
        "counts": counts,
        "refused": samples.get("refused", []),
        "changed": changed,
        "added": samples.get("added", []),
        "nothing": counts and not counts["added"] and not counts["changed"],
        "all_refused": counts and counts["refused"] and not counts["same"],
        "differing": found.outcome.get("differing", []),
        "different": found.outcome.get("different", 0),
    }


@managers_only
@require_safe
def report(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """What becomes of every row, as a table to be saved."""
    found = sheet_or_404(request, public_id)
    if not reports.report_path(found.public_id).exists():
        raise Http404
    return spreadsheet(f"{found.public_id}.csv", reports.table_head(), reports.table_rows(found))


@managers_only
@require_safe
def template(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """An empty sheet with our columns."""
    if kind not in SheetKind.values or form == "json":
        raise Http404
    return table(kind, form, list(columns.labels(kind)), [])


@managers_only
@require_safe
def export(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """Everything that a person looks after, as a table to be saved: organizations, or people with their roles."""
    remit = remit_of(request.user)
    if kind == SheetKind.ORGANIZATIONS:
        every = Organization.objects.current()
        mine = every if remit.everything else every.in_countries(remit.countries)
        return exporting.export_organizations(mine.order_by("country", "sort_key"), form, kind)
    if kind == SheetKind.PEOPLE:
        return exporting.export_people(people_visible_to(request.user).order_by("email"), form, kind, remit)
    raise Http404
