"""More time for one person, on the desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.calls.deadlines import extending
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.desk.dates import show
from heliograph.calls.deadlines.desk.finding import run_call
from heliograph.calls.deadlines.desk.forms import ExtensionForm
from heliograph.calls.deadlines.written import View, label_of, plain
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Extension
from heliograph.calls.states import DeadlineKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@organizers_only
@posted_from(lambda slug: f"{reverse('calls:desk_dates', args=[slug])}#more-time")
def give(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a person more time; a letter tells of it."""
    call, at = run_call(request, slug), arrived_at(request)
    kinds = [kind for kind in extending.KINDS if dates_of(call).until(kind) is not None]
    form = ExtensionForm(request.POST, call=call, kinds=kinds, by=actor(request), at=at)
    if not form.is_valid():
        return show(request, call, form, 422)
    said = form.cleaned_data
    kind, until = DeadlineKind(said["kind"]), said["moment"].until
    try:
        extending.grant(call, said["person"], kind, until, actor(request), at, said["reason"])
    except Refused as refused:
        form.add_error("email" if refused.code == "gone" else "day", refused.sentence)
        return show(request, call, form, 422)
    messages.success(request, _("More time was given. A letter with a link to answer is on its way."))
    return redirect("calls:desk_dates", slug)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str, person: UUID, kind: str) -> HttpResponseBase:
    """Ask whether what a person was given is to be taken back, and do it."""
    call, at, reader = run_call(request, slug), arrived_at(request), reader_of(request)
    extension: Extension = get_object_or_404(extending.extensions_of(call), person__public_id=person, kind=kind)
    if request.method == "POST":
        extending.take_back(extension, actor(request), at)
        messages.success(request, _("Taken back. A letter tells of it."))
        return redirect("calls:desk_dates", slug)
    general = dates_of(call).get(DeadlineKind(extension.kind))
    context = {
        "call": call,
        "extension": extension,
        "label": label_of(DeadlineKind(extension.kind)),
        "general": plain(general, View(reader.zone, reader.language, at)) if general else "",
    }
    return render(request, "calls/desk/dates_take_back.html", context)
