"""Calls on the desk: a new one of a kind, one call at a glance, its fields and texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.desk import editing, ordering, starting
from heliograph.calls.desk.doors import actor, call_or_404, posted, programme_or_404
from heliograph.calls.desk.forms import CallForm
from heliograph.calls.desk.pages import call_page
from heliograph.calls.doors import organizers_only
from heliograph.calls.kinds import kinds
from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.zones import names as zone_names
from heliograph.network.states import Refused

_READ = ["GET", "HEAD", "POST"]


@organizers_only
@require_safe
def calls(request: HttpRequest) -> HttpResponseBase:
    """Calls are listed with their programmes."""
    return redirect("calls:desk_programmes")


@organizers_only
@require_http_methods(_READ)
def new_call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A call begun: first its kind, then its title."""
    programme, refusal = programme_or_404(request, slug), ""
    title, key = request.POST.get("title", ""), request.POST.get("kind", "")
    if request.method == "POST":
        try:
            made = starting.start_call(programme, starting.kind_named(key), title, actor(request), timezone.now())
            messages.success(request, _("The call is begun as a draft. Write its text, then set its dates."))
            return redirect("calls:desk_edit_call", made.slug)
        except Refused as refused:
            refusal = refused.sentence
    context = {"programme": programme, "kinds": kinds(), "title": title, "chosen": key, "refusal": refusal}
    return render(request, "calls/desk/new_call.html", context, status=422 if refusal else 200)


@organizers_only
def call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One call: where it stands, what is missing, who is addressed, how many have answered, its files, its log."""
    return call_page(request, call_or_404(request, slug))


@organizers_only
@require_http_methods(_READ)
def edit_call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Fields and texts of a call."""
    found = call_or_404(request, slug)
    form = CallForm.of(found, posted(request))
    context: dict[str, Any] = {"call": found, "zones": zone_names()}
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            editing.save_call(found, form.fields_said(), form.reviewed(), seen, actor(request), now)
            messages.success(request, _("Saved."))
            return redirect("calls:desk_call", found.slug)
        except Refused as refused:
            form.add_error(_field_of(refused), refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, slug)
    status = 409 if "differences" in context else 200
    return render(request, "calls/desk/call_form.html", {"form": form, **context}, status=status)


def _field_of(refused: Refused) -> str | None:
    return {"places-taken": "capacity", "answered": "respondent"}.get(refused.code)


def _stale(request: HttpRequest, mine: CallForm, slug: str) -> tuple[CallForm, Any]:
    """The same form once more, over the call as it stands now, with the editor's words in it."""
    now = call_or_404(request, slug)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    return CallForm.of(now, post), differences(mine, CallForm.of(now))


@organizers_only
@posted_from(lambda slug: reverse("calls:desk_call", args=[slug]))
def move_call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A call one place up or down in its programme."""
    found = call_or_404(request, slug)
    step = "up" if "up" in request.POST else "down"
    ordering.move_call(found, -1 if step == "up" else 1, actor(request), timezone.now())
    return redirect(f"{reverse('calls:desk_programme', args=[found.programme.slug])}?at={found.slug}:{step}")
