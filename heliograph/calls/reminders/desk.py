"""The reminders of a call on the desk: by which rule, who would get one and what it says, who got one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.desk.doors import actor, call_or_404, posted
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.reminders import overview
from heliograph.calls.reminders.declining import count_spared
from heliograph.calls.reminders.forms import RulesForm
from heliograph.calls.reminders.ruling import set_rules
from heliograph.calls.reminders.silent import by_audience
from heliograph.calls.states import CallStatus
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.states import Refused


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The rules, and what they would do; sent with ``preview`` what other rules would do, nothing being saved."""
    call, at = call_or_404(request, slug), arrived_at(request)
    form = RulesForm(posted(request), call)
    if request.method != "POST":
        return _show(request, call, form)
    if not form.is_valid():
        return _show(request, call, form, status=422)
    if request.POST.get("preview"):
        return _show(request, call, form, is_preview=True)
    try:
        changed = set_rules(call, form.rules, actor(request), at)
    except Refused as refused:
        return _show(request, call, form, refused.sentence, 409)
    if changed:
        messages.success(request, _("The reminders are saved."))
    return redirect("calls:desk_reminders", slug)


def _show(
    request: HttpRequest, call: Call, form: RulesForm, refusal: str = "", status: int = 200, *, is_preview: bool = False
) -> HttpResponse:
    reader, at = reader_of(request), arrived_at(request)
    over = call.status in {CallStatus.COMPLETED, CallStatus.CANCELLED}
    expected = None if over else overview.expected(call, at.date(), reader.language)
    context: dict[str, Any] = {
        "call": call,
        "form": form,
        "refusal": refusal,
        "is_preview": is_preview,
        "over": over,
        "to_all": by_audience(call),
        "expected": expected,
        "planned": overview.planned(call, form.rules, expected.zones, reader, at) if expected else [],
        "samples": [] if over else overview.samples(call, at),
        "sent": overview.sent(call),
        "spared": count_spared(call),
    }
    return render(request, "calls/desk/reminders/reminders.html", context, status=status)
