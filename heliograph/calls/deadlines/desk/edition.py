"""New editions on the desk: made, and their dates looked at beside those of the edition before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls import editions
from heliograph.calls.deadlines.desk.finding import run_call, run_programme
from heliograph.calls.deadlines.desk.forms import EditionForm
from heliograph.calls.deadlines.written import View, label_of, plain
from heliograph.calls.doors import organizers_only
from heliograph.calls.editions import Moving, Wish
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import DeadlineKind
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])


@organizers_only
@_READS_AND_ACTS
def of_call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Carry one call over to the next year."""
    call, at = run_call(request, slug), arrived_at(request)
    form = EditionForm(request.POST or None, initial={"slug": editions.suggested_slug(call, at)})

    def make(wish: Wish) -> str:
        made = editions.new_edition_of_call(call, wish, actor(request), at)
        return redirect("calls:desk_dates", made.slug).url

    return _edition(
        request, form, make, {"call": call, "programme": call.programme, "preview": _preview([call], request)}
    )


@organizers_only
@_READS_AND_ACTS
def of_programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Carry a programme over to the next year, with its calls."""
    programme, at = run_programme(request, slug), arrived_at(request)
    form = EditionForm(request.POST or None, initial={"slug": editions.suggested_slug(programme, at)})

    def make(wish: Wish) -> str:
        made = editions.new_edition_of_programme(programme, wish, actor(request), at)
        return redirect("calls:desk_programme_dates", made.slug).url

    calls = list(editions.calls_to_carry_over(programme).dated())
    return _edition(request, form, make, {"programme": programme, "preview": _preview(calls, request)})


def _edition(
    request: HttpRequest, form: EditionForm, make: Callable[[Wish], str], context: dict[str, Any]
) -> HttpResponse:
    """The page that shows what would be made, and the making."""
    if form.is_bound and form.is_valid():
        try:
            address = make(Wish(form.cleaned_data["slug"], Moving(form.cleaned_data["moving"])))
        except Refused as refused:
            form.add_error("slug", refused.sentence)
        else:
            messages.success(request, _("The new edition is made, as a draft. Look at its dates now."))
            return redirect(address)
    status = 422 if form.is_bound else 200
    return render(request, "calls/desk/edition.html", {**context, "form": form}, status=status)


def _preview(calls: list[Call], request: HttpRequest) -> list[tuple[Call, list[tuple[str, str, str, str]]]]:
    """For each call its dates as they are, and as they would be in each way of moving them."""
    reader, at = reader_of(request), arrived_at(request)
    view = View(reader.zone, reader.language, at)
    return [(call, [_line(row, view) for row in _in_order(call)]) for call in calls]


def _in_order(call: Call) -> list[Deadline]:
    order = list(DeadlineKind)
    rows = [row for row in call.deadlines.all() if row.replaced_at is None]
    return sorted(rows, key=lambda row: order.index(DeadlineKind(row.kind)))


def _line(row: Deadline, view: View) -> tuple[str, str, str, str]:
    ways = [plain(_moved(row, moving, view.now), view) for moving in (Moving.WEEKDAY, Moving.DATE)]
    return label_of(DeadlineKind(row.kind)), plain(row, view), ways[0], ways[1]


def _moved(row: Deadline, moving: Moving, at: datetime) -> Deadline:
    return Deadline(kind=row.kind, made_at=at, **editions.moved(row, moving).fields)


@organizers_only
@require_safe
def programme_dates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The dates of all calls of a programme, beside those of the edition before, to be looked at call by call."""
    programme, reader = run_programme(request, slug), reader_of(request)
    view = View(reader.zone, reader.language, arrived_at(request))
    calls = list(programme.calls.select_related("edition_of").dated())
    before = _before([call.edition_of_id for call in calls if call.edition_of_id])
    context: dict[str, Any] = {
        "programme": programme,
        "lines": [(call, _beside(call, before.get(call.edition_of_id or 0, {}), view)) for call in calls],
    }
    return render(request, "calls/desk/programme_dates.html", context)


def _before(calls: list[int]) -> dict[int, dict[str, Deadline]]:
    """By call the dates in force, by kind. One query."""
    found: dict[int, dict[str, Deadline]] = {}
    for row in Deadline.objects.current().filter(call__in=calls):
        found.setdefault(row.call_id, {})[row.kind] = row
    return found


def _beside(call: Call, before: dict[str, Deadline], view: View) -> list[tuple[str, str, str]]:
    """What each date is for, what it was, what it is."""
    ours = {row.kind: row for row in call.deadlines.all() if row.replaced_at is None}
    kinds = [kind for kind in DeadlineKind if kind in ours or kind in before]
    return [(label_of(kind), _said(before, kind, view), _said(ours, kind, view)) for kind in kinds]


def _said(rows: dict[str, Deadline], kind: DeadlineKind, view: View) -> str:
    return plain(rows[kind], view) if kind in rows else "–"
