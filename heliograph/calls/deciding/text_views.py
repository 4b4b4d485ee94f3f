"""The texts that always go with decisions, and answers that may come late, on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.deadlines import extending
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.written import View, plain, write_given
from heliograph.calls.deciding import standing
from heliograph.calls.deciding.forms import LateForm, StandingForm
from heliograph.calls.deciding.late import let_answer
from heliograph.calls.deciding.possible import verbs_of
from heliograph.calls.deciding.views import head_of
from heliograph.calls.desk.doors import actor, call_or_404, posted
from heliograph.calls.doors import organizers_only
from heliograph.calls.lifecycle.acting import TOLD
from heliograph.calls.models import Call
from heliograph.calls.states import DeadlineKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.states import Refused

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])


@organizers_only
@_READS_AND_ACTS
def texts(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What the letters about each decision always say, in each language."""
    call, refusal = call_or_404(request, slug), ""
    verbs = [verb for verb in verbs_of(call) if verb in TOLD]
    there = standing.texts_for(call, verbs)
    form = StandingForm(
        posted(request),
        verbs=verbs,
        values={verb.value: row.text for verb, row in there.items()},
        marks={verb.value: dict(row.marks.get("text", {})) for verb, row in there.items()},
        source=call.source_language,
        initial={"seen": standing.mark_of(there)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen, now = form.cleaned_data["seen"], arrived_at(request)
            standing.save_texts(call, form.texts(), form.reviewed(), seen, actor(request), now)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("Saved. The letters about decisions from now on say it."))
            return redirect("calls:desk_decision_texts", slug)
    context = {**head_of(request, call), "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "calls/desk/deciding/texts.html", context, status=status)


@organizers_only
@_READS_AND_ACTS
def late(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Let one person answer although the call has closed, and who was let so far."""
    call, at, refusal = call_or_404(request, slug), arrived_at(request), ""
    form = LateForm(posted(request), call=call, at=at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            until, who = said["moment"].until, actor(request)
            let_answer(call, said["email"], said["language"], until, who, at, said["reason"])
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(
                request, _("A letter with a link to answer is on its way to %(who)s.") % {"who": said["email"]}
            )
            return redirect("calls:desk_late", slug)
    context = {**head_of(request, call), "form": form, "refusal": refusal, **_dates(request, call)}
    return render(request, "calls/desk/deciding/late.html", context, status=422 if refusal or form.errors else 200)


def _dates(request: HttpRequest, call: Call) -> dict[str, object]:
    """The closing of everybody in words, and who has more time until when."""
    reader = reader_of(request)
    general = dates_of(call).get(DeadlineKind.CLOSES)
    if general is None or general.until is None:
        return {"closing": "", "given": []}
    view = View(reader.zone, reader.language, arrived_at(request))
    given = extending.extensions_of(call).filter(kind=DeadlineKind.CLOSES)
    return {
        "closing": plain(general, view),
        "given": [(each, write_given(each.until, general, view)) for each in given],
    }
