"""The versions of a call's questions: who made each and when, what it asked, how many answered it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.doors import organizers_only
from heliograph.calls.models import CallEntry
from heliograph.calls.questions.desk import saving
from heliograph.calls.questions.desk.finding import call_or_404, versions_of
from heliograph.calls.questions.desk.lines import lines
from heliograph.calls.questions.schema import kept
from heliograph.calls.questions.versions import SAVED
from heliograph.network.doors import actor
from heliograph.network.states import Refused

#: So many changes are listed, the newest first.
MOST = 100


@organizers_only
@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All versions, the newest first."""
    call = call_or_404(request, slug)
    rows = [(each, len(each.questions)) for each in versions_of(call)]
    log = CallEntry.objects.filter(call=call, verb=SAVED).select_related("by").order_by("-at", "-pk")[:MOST]
    return render(request, "calls/questions/desk/versions.html", {"call": call, "rows": rows, "log": log})


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, slug: str, version: int) -> HttpResponseBase:
    """What one version asked; posting asks the same again."""
    call = call_or_404(request, slug)
    every = versions_of(call)
    found = next((each for each in every if each.version == version), None)
    if found is None:
        raise Http404
    old, refusal = kept(found.questions), ""
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            saving.change(call, lambda _now: old, actor(request), timezone.now(), seen=seen)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("The questions of version %(number)s are asked again.") % {"number": version})
            return redirect("calls:desk_questions", call.slug)
    context = {
        "call": call,
        "version": found,
        "is_newest": found == every[0],
        "lines": lines(old),
        "seen": saving.mark_of(saving.questions_of(call)),
        "refusal": refusal,
    }
    return render(request, "calls/questions/desk/version.html", context, status=409 if refusal else 200)
