"""The dates of a call on the desk: what they are and were, each to be set, replaced, left open, taken away."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls import editions
from heliograph.calls.deadlines import concerned, extending
from heliograph.calls.deadlines.coherence import Warning, check_call, check_dates
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.deadlines.desk.finding import kind_or_404, run_call
from heliograph.calls.deadlines.desk.forms import DateForm, ExtensionForm, TakeAwayForm
from heliograph.calls.deadlines.following import followers
from heliograph.calls.deadlines.moments import Moment, moment_of
from heliograph.calls.deadlines.setting import changed, current, set_date, stamp, take_away
from heliograph.calls.deadlines.written import View, label_of, plain, write_given, write_one, written
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call, Deadline, Extension
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.moments.wording import When
from heliograph.network.doors import actor
from heliograph.network.states import Refused

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])


@organizers_only
@require_safe
def dates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All dates of a call with what they were, what is odd about them, and who was given more time."""
    return show(request, run_call(request, slug))


def show(request: HttpRequest, call: Call, form: ExtensionForm | None = None, status: int = 200) -> HttpResponse:
    """The page; ``form`` where giving more time was refused just now."""
    at, reader = arrived_at(request), reader_of(request)
    view, now = View(reader.zone, reader.language, at), dates_of(call)
    lines = written(call, now, zone=reader.zone, language=reader.language, now=at)
    there = {line.kind for line in lines if not line.is_gone}
    kinds = [kind for kind in extending.KINDS if now.until(kind) is not None]
    context = {
        "call": call,
        "lines": lines,
        "missing": [(kind.value, label_of(kind)) for kind in DeadlineKind if kind not in there],
        "warnings": check_call(call, at),
        "followers": followers(call).count(),
        "given": _given(call, view),
        "form": form or ExtensionForm(None, call=call, kinds=kinds, by=actor(request), at=at),
        "may_extend": call.status == CallStatus.PUBLISHED and bool(kinds),
        "may_change": call.status in {CallStatus.DRAFT, CallStatus.PUBLISHED},
        "candidates": extending.candidates(call, actor(request)),
        "pairs": _pairs(call, view) if call.to_check and call.edition_of_id else [],
    }
    return render(request, "calls/desk/dates.html", context, status=status)


def _given(call: Call, view: View) -> list[tuple[Extension, str, When]]:
    """More time that was given, what for, until when; left out where the date that it extends is not there."""
    there = dates_of(call).by_kind
    return [
        (each, label_of(kind), write_given(each.until, there[kind], view))
        for each in extending.extensions_of(call)
        if (kind := DeadlineKind(each.kind)) in there
    ]


def _pairs(call: Call, view: View) -> list[tuple[str, str, str]]:
    """What each date is for, what it was in the edition before, what it is now."""
    none = "–"
    return [
        (
            label_of(pair.kind),
            plain(pair.before, view) if pair.before else none,
            plain(pair.now, view) if pair.now else none,
        )
        for pair in editions.pairs(call)
    ]


@organizers_only
@_READS_AND_ACTS
def date(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """One date: chosen, then looked at with what it means, then set. A draft needs no second look."""
    call, wanted, at = run_call(request, slug), kind_or_404(kind), arrived_at(request)
    row = current(call, wanted)
    form = DateForm(request.POST or None, row=row, call=call, at=at, seen=stamp(row))
    if not form.is_bound or not form.is_valid() or request.POST.get("back"):
        return _date_page(request, call, wanted, form)
    if _is_changed(row, form):
        return _meanwhile(request, call, wanted, row)
    if call.status != CallStatus.DRAFT and not request.POST.get("confirmed"):
        return _confirm_page(request, call, wanted, form)
    return _set(request, call, wanted, form, at)


def _is_changed(row: Deadline | None, form: DateForm) -> bool:
    """Whether it is another date by now than the one that was seen, and not the one that is wished for."""
    seen, moment = form.cleaned_data["seen"], form.cleaned_data["moment"]
    return bool(seen != stamp(row) and (row is None or moment_of(row) != moment))


def _meanwhile(request: HttpRequest, call: Call, kind: DeadlineKind, row: Deadline | None) -> HttpResponse:
    """The date as it is now, over what was typed: sent once more, it takes its place."""
    post = request.POST.copy()
    post["seen"] = stamp(row)
    mine = DateForm(post, row=row, call=call, at=arrived_at(request), seen=stamp(row))
    return _date_page(request, call, kind, mine, changed().sentence, 409)


def _date_page(
    request: HttpRequest, call: Call, kind: DeadlineKind, form: DateForm, refusal: str = "", status: int = 0
) -> HttpResponse:
    reader, row = reader_of(request), current(call, kind)
    view = View(reader.zone, reader.language, arrived_at(request))
    context = {
        "call": call,
        "kind": kind.value,
        "label": label_of(kind),
        "form": form,
        "when": write_one(row, view) if row is not None else None,
        "refusal": refusal,
    }
    wrong = form.is_bound and bool(form.errors)
    return render(request, "calls/desk/date.html", context, status=status or (422 if wrong else 200))


def _confirm_page(request: HttpRequest, call: Call, kind: DeadlineKind, form: DateForm) -> HttpResponse:
    """What the change means: the date in words, what is odd, how many are told."""
    reader, at, moment = reader_of(request), arrived_at(request), form.cleaned_data["moment"]
    view, row = View(reader.zone, reader.language, at), current(call, kind)
    found = _warnings(call, kind, moment, at)
    context = {
        "call": call,
        "kind": kind.value,
        "label": label_of(kind),
        "form": form,
        "before": plain(row, view) if row is not None else "",
        "when": write_one(_unsaved(call, kind, moment, at), view),
        "reason": form.cleaned_data.get("reason", ""),
        "warnings": found,
        "blocked": any(each.blocks for each in found),
        "count": concerned.count(call),
    }
    return render(request, "calls/desk/dates_confirm.html", context)


def _unsaved(call: Call, kind: DeadlineKind, moment: Moment, at: datetime) -> Deadline:
    return Deadline(call=call, kind=kind, made_at=at, **moment.fields)


def _warnings(call: Call, kind: DeadlineKind, moment: Moment, at: datetime) -> list[Warning]:
    """What is odd because of this date."""
    there = {each: moment_of(row) for each, row in dates_of(call).by_kind.items()}
    before = {each.code for each in check_dates(there, call, at)}
    found = check_dates({**there, kind: moment}, call, at)
    return [each for each in found if kind in each.kinds or each.code not in before]


def _set(request: HttpRequest, call: Call, kind: DeadlineKind, form: DateForm, at: datetime) -> HttpResponseBase:
    said = form.cleaned_data
    count = concerned.count(call) if call.status == CallStatus.PUBLISHED else 0
    before = current(call, kind)
    try:
        row = set_date(call, kind, said["moment"], actor(request), at, said.get("reason", ""), said["seen"])
    except Refused as refused:
        fresh = DateForm(None, row=current(call, kind), call=call, at=at, seen=stamp(current(call, kind)))
        return _date_page(request, call, kind, fresh, refused.sentence, 409)
    if before is None or before.pk != row.pk or call.status == CallStatus.DRAFT:
        messages.success(request, _said(count))
    return redirect("calls:desk_dates", call.slug)


def _said(count: int) -> str:
    if not count:
        return _("The date is set.")
    words = ngettext(
        "The date is set. %(count)d letter is on its way.",
        "The date is set. %(count)d letters are on their way.",
        count,
    )
    return words % {"count": count}


@organizers_only
@_READS_AND_ACTS
def take_date(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Ask whether a date is to be taken away, and do it."""
    call, wanted, at = run_call(request, slug), kind_or_404(kind), arrived_at(request)
    row = current(call, wanted)
    if row is None:
        return redirect("calls:desk_dates", slug)
    form = TakeAwayForm(request.POST or None, initial={"seen": stamp(row)})
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            take_away(call, wanted, actor(request), at, form.cleaned_data["reason"], form.cleaned_data["seen"])
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("The date was taken away."))
            return redirect("calls:desk_dates", slug)
    reader = reader_of(request)
    context = {
        "call": call,
        "label": label_of(wanted),
        "form": form,
        "refusal": refusal,
        "when": write_one(row, View(reader.zone, reader.language, at)),
        "count": concerned.count(call) if call.status == CallStatus.PUBLISHED else 0,
    }
    return render(request, "calls/desk/dates_take.html", context, status=409 if refusal else 200)


@organizers_only
@posted_from(lambda slug: reverse("calls:desk_dates", args=[slug]))
def checked(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Say that the dates of a new edition were looked at."""
    call = run_call(request, slug)
    if editions.checked(call, actor(request), arrived_at(request)):
        messages.success(request, _("Noted: the dates were looked at."))
    return redirect("calls:desk_dates", slug)
