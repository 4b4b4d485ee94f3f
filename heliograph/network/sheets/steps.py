"""The buttons of an import, one change each. What cannot be done is said on the import's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heliograph.network.doors import actor, managers_only
from heliograph.network.sheets import receiving
from heliograph.network.sheets.desk import sheet_or_404, sheet_page
from heliograph.network.sheets.forms import MatchingForm, ReadingForm
from heliograph.network.states import Refused, SheetState


@managers_only
@require_POST
def read_otherwise(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Read the file in another encoding, or another sheet of it."""
    sheet = sheet_or_404(request, public_id)
    form = ReadingForm(sheet, request.POST)
    if not form.is_valid():
        return sheet_page(request, sheet, refusal=_("Choose one of the list."), status=422)
    try:
        receiving.read_otherwise(sheet, form.cleaned_data.get("encoding", ""), form.cleaned_data.get("sheet", ""))
    except Refused as refused:
        return sheet_page(request, sheet, refusal=refused.sentence, status=422)
    messages.success(request, _("Read anew. Look at the first rows."))
    return redirect("network_desk:sheet", sheet.public_id)


@managers_only
@require_POST
def match(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Say what the columns mean, and let the rows be checked."""
    sheet = sheet_or_404(request, public_id)
    if sheet.state != SheetState.MAPPING:
        return redirect("network_desk:sheet", sheet.public_id)
    form = MatchingForm(sheet, request.POST)
    if not form.is_valid():
        return sheet_page(request, sheet, form, status=422)
    by, clears = actor(request), form.cleaned_data["clears"]
    try:
        receiving.match(sheet, form.columns(), form.constants(), by, timezone.now(), clears=clears)
    except Refused as refused:
        return sheet_page(request, sheet, form, refused.sentence, status=422)
    return redirect("network_desk:sheet", sheet.public_id)


@managers_only
@require_POST
def apply(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Let what was checked be applied."""
    sheet = sheet_or_404(request, public_id)
    try:
        receiving.start_applying(sheet, actor(request), without_refused="without_refused" in request.POST)
    except Refused as refused:
        return sheet_page(request, sheet, refusal=refused.sentence, status=422)
    return redirect("network_desk:sheet", sheet.public_id)


@managers_only
@require_POST
def again(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Begin anew what has stopped or failed."""
    sheet = sheet_or_404(request, public_id)
    try:
        receiving.start_again(sheet, actor(request))
    except Refused as refused:
        return sheet_page(request, sheet, refusal=refused.sentence, status=422)
    return redirect("network_desk:sheet", sheet.public_id)


@managers_only
@require_POST
def reopen(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Back to the columns."""
    sheet = sheet_or_404(request, public_id)
    try:
        receiving.reopen(sheet)
    except Refused as refused:
        return sheet_page(request, sheet, refusal=refused.sentence, status=422)
    return redirect("network_desk:sheet", sheet.public_id)


@managers_only
@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Forget an import and its file; what was applied stays."""
    sheet = sheet_or_404(request, public_id)
    try:
        receiving.discard(sheet)
    except Refused as refused:
        return sheet_page(request, sheet, refusal=refused.sentence, status=422)
    messages.success(request, _("“%(name)s” is gone from the list.") % {"name": sheet.file_name})
    return redirect("network_desk:sheets")
