"""How long the answers to a call are kept: the page on the desk, and the button that makes them anonymous at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.desk.doors import actor, call_or_404, held_call, posted, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import AnswerFile, Call, Response
from heliograph.calls.retaining.tasks import anonymise_call
from heliograph.calls.retaining.until import OVER, ends_at, kept_until, usual_until
from heliograph.calls.rules import calls_run_by, may_organize
from heliograph.calls.states import CallStatus, ResponseState
from heliograph.frame import needs
from heliograph.frame.needs import Need
from heliograph.frame.reader import reader_of
from heliograph.moments.locales import write_day
from heliograph.network.models import Person

#: From so long before its day on, organizers are told on the desk.
AHEAD = timedelta(days=30)


class UntilForm(forms.Form):
    """Until when the answers are kept; empty: the usual time after closing. A day that is past is none to be chosen."""

    until = forms.DateField(
        label=gettext_lazy("Kept until the end of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as year, month and day, for example 2028-01-31.")},
    )

    def __init__(self, call: Call, now: datetime, data: Any = None) -> None:
        super().__init__(data, initial={"until": call.retain_until})
        self._first, self._before = now.astimezone(ZoneInfo(call.zone)).date(), call.retain_until

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self._first and until != self._before:
            raise forms.ValidationError(
                _("This day is past. Choose a later one; a call that is over has a button for making it anonymous now.")
            )
        return until


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Until when answers are kept, and what happens then."""
    found, now = call_or_404(request, slug), timezone.now()
    form = UntilForm(found, now, posted(request))
    if request.method == "POST" and found.anonymised_at is None and form.is_valid():
        _set_until(found, form.cleaned_data["until"], actor(request), now)
        messages.success(request, _("Saved."))
        return redirect("calls:desk_retention", found.slug)
    context = {"call": found, "form": form, **_facts(found, reader_of(request).language, now)}
    return render(request, "calls/desk/retaining/page.html", context, status=422 if form.errors else 200)


def _facts(call: Call, language: str, now: datetime) -> dict[str, Any]:
    dates = dates_of(call)
    until, usual, end = kept_until(call, dates), usual_until(call, dates), ends_at(call, dates)
    return {
        "until": write_day(until, language) if until else "",
        "usual": write_day(usual, language) if usual else "",
        "over": state_at(call, dates, now) in OVER,
        "overdue": end is not None and end <= now,
        "answers": Response.objects.filter(call=call).exclude(state=ResponseState.DRAFT).count(),
        "files": AnswerFile.objects.filter(response__call=call).count(),
    }


@transaction.atomic
def _set_until(call: Call, until: date | None, by: Person, at: datetime) -> None:
    held = held_call(call, by)
    if held.retain_until == until:
        return
    before = held.retain_until
    held.retain_until = until
    saved(held, at)
    days = {"before": before.isoformat() if before else "", "after": until.isoformat() if until else ""}
    log(held, "retention", by, at, **days)


@organizers_only
@require_http_methods(["GET", "HEAD", "POST"])
def anonymise_now(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Make the answers anonymous at once, after a word of confirmation: it cannot be taken back."""
    found, now = call_or_404(request, slug), timezone.now()
    facts = _facts(found, reader_of(request).language, now)
    if found.anonymised_at is not None or not facts["over"]:
        return redirect("calls:desk_retention", found.slug)
    unsure = request.method == "POST" and "sure" not in request.POST
    if request.method == "POST" and not unsure:
        anonymise_call.enqueue(found.pk, actor(request).pk)
        messages.success(request, _("The answers are being made anonymous. That takes a moment."))
        return redirect("calls:desk_retention", found.slug)
    context = {"call": found, "unsure": unsure, **facts}
    return render(request, "calls/desk/retaining/now.html", context, status=422 if unsure else 200)


def _needs(person: Any, at: datetime) -> Iterable[Need]:
    """Calls whose answers are soon made anonymous. Two queries."""
    if not may_organize(person):
        return
    calls = calls_run_by(person).filter(anonymised_at=None, responses__isnull=False).exclude(status=CallStatus.DRAFT)
    for call in calls.distinct().dated().order_by("pk"):
        end = ends_at(call, dates_of(call))
        if end is not None and end <= at:
            words = _("Its answers should be anonymous by now, but it is not over: close or complete it")
            yield Need(words, reverse("calls:desk_retention", args=[call.slug]), str(call.title))
        elif end is not None and end - AHEAD <= at:
            left = max((end - at).days, 0)
            words = ngettext(
                "In %(days)s day its answers are made anonymous: save what you still need",
                "In %(days)s days its answers are made anonymous: save what you still need",
                left,
            )
            yield Need(words % {"days": left}, reverse("calls:desk_retention", args=[call.slug]), str(call.title))


def register_retention() -> None:
    """For ``ready()``."""
    needs.register("retention", _needs, 700)
