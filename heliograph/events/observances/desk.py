"""International days on the desk: the list, one of the network's own, texts and fields, calls and documents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.telling_apart import told_apart
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import CallStatus
from heliograph.events.observances import editing, shown
from heliograph.events.observances.dates import next_of
from heliograph.events.observances.forms import DayForm
from heliograph.events.observances.models import Observance
from heliograph.events.observances.page import today_of
from heliograph.events.observances.rules import may_keep, visible_to
from heliograph.events.observances.states import ObservanceKind, ObservanceTheme, Tier
from heliograph.frame.arrival import arrived_at
from heliograph.frame.comparing import differences
from heliograph.frame.doors import guarded
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.library.rules import visible_to as documents_visible_to
from heliograph.library.shown import text_for
from heliograph.network.doors import actor
from heliograph.network.states import Refused

_READ = ["GET", "HEAD", "POST"]
keepers_only = guarded(may_keep)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _found(request: HttpRequest, key: str) -> Observance:
    found: Observance = get_object_or_404(visible_to(request.user), key=key)
    return found


def _page(key: str) -> str:
    return reverse("events:desk_day", args=[key])


@keepers_only
def days(request: HttpRequest) -> HttpResponseBase:
    """Every observance by its next time, the network's own and hidden ones among them."""
    reader, rows = reader_of(request), list(visible_to(request.user).order_by("key"))
    today = today_of(reader, arrived_at(request), settings.ORGANIZER_ZONE)
    found = [(each, next_of(each, today)) for each in rows]
    coming = sorted(((each, one) for each, one in found if one), key=lambda pair: (pair[1], pair[0].key))
    over = [(each, shown.name_for(each, reader.languages)) for each, one in found if one is None]
    lines = [shown.line(each, one, reader) for each, one in coming]
    return render(request, "events/observances/desk/days.html", {"lines": lines, "over": over})


@keepers_only
@require_http_methods(_READ)
def new_day(request: HttpRequest) -> HttpResponseBase:
    """A day of the network's own."""
    source = request.POST.get("source_language", "") or reader_of(request).language
    source = source if source in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]
    nothing = {name: LazyI18nString({}) for name in ("title", "text")}
    initial = {"source_language": source, "kind": ObservanceKind.DAY, "theme": ObservanceTheme.OTHER, "tier": Tier.CORE}
    form = DayForm(_posted(request), initial=initial, values=nothing, marks={}, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            made = editing.start_day(form.fields_said(), actor(request), arrived_at(request))
            messages.success(request, _("The day stands in the calendar."))
            return redirect(_page(made.key))
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "events/observances/desk/day.html", {"form": form}, status=422 if form.errors else 200)


@keepers_only
@require_http_methods(_READ)
def day(request: HttpRequest, key: str) -> HttpResponseBase:
    """Texts and fields of an observance; what stands on its page."""
    found = _found(request, key)
    form, context = DayForm.of(found, _posted(request)), {}
    if request.method == "POST" and form.is_valid():
        seen, at = form.cleaned_data["seen"], arrived_at(request)
        try:
            editing.save_day(found, form.fields_said(), form.reviewed(), seen, actor(request), at)
            messages.success(request, _("Saved."))
            return redirect(_page(key))
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, key)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return _shown(request, _found(request, key), {"form": form, **context}, status)


def _stale(request: HttpRequest, mine: DayForm, key: str) -> tuple[DayForm, Any]:
    """The same form once more, over the day as it stands now, with the editor's words in it."""
    now, post = _found(request, key), request.POST.copy()
    post["seen"] = str(now.version)
    return DayForm.of(now, post), differences(mine, DayForm.of(now))


def _shown(request: HttpRequest, found: Observance, context: dict[str, Any], status: int = 200) -> HttpResponse:
    reader, person = reader_of(request), request.user
    calls = list(found.calls.select_related("call"))
    documents = list(found.documents.select_related("document"))
    over = [CallStatus.COMPLETED, CallStatus.CANCELLED]
    offered = calls_run_by(person).exclude(status__in=over).exclude(pk__in=[each.call_id for each in calls])
    unused = documents_visible_to(person).exclude(pk__in=[each.document_id for each in documents]).newest_first()
    page = {
        "day": found,
        "name": shown.name_for(found, reader.languages),
        "calls": [(each, text_for(each.call.title, reader, each.call.source_language)) for each in calls],
        "documents": [
            (each, text_for(each.document.title, reader, each.document.source_language)) for each in documents
        ],
        "offered": [(call.slug, words) for call, words in told_apart(offered.select_related("programme"))],
        "unused": [(each.slug, text_for(each.title, reader, each.source_language)) for each in unused],
        **context,
    }
    return render(request, "events/observances/desk/day.html", page, status=status)


@keepers_only
@posted_from(_page)
def place(request: HttpRequest, key: str) -> HttpResponseBase:
    """A call or a document put on the page of an observance, or taken off it (``take``)."""
    found, by, at, said = _found(request, key), actor(request), arrived_at(request), request.POST
    try:
        if "call" in said:
            call = get_object_or_404(calls_run_by(by), slug=said["call"])
            _put_call(found, call, by, at, said)
        elif "document" in said:
            document = get_object_or_404(documents_visible_to(by), slug=said["document"])
            (editing.take_document if "take" in said else editing.add_document)(found, document, by, at)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(f"{_page(key)}#shown")


def _put_call(found: Observance, call: Any, by: Any, at: Any, said: Any) -> None:
    if "take" in said:
        editing.take_call(found, call, by, at)
    else:
        editing.add_call(found, call, by, at, tells=said.get("tells") == "1")


@keepers_only
@posted_from(lambda key, **_more: _page(key))
def step(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Hide an observance, or show it again."""
    found = _found(request, key)
    if name not in {"hide", "show"}:
        raise Http404
    editing.hide(found, actor(request), arrived_at(request), hidden=name == "hide")
    said = _("The day is hidden.") if name == "hide" else _("The day is shown again.")
    messages.success(request, said)
    return redirect(_page(key))


@keepers_only
@require_http_methods(_READ)
def delete_day(request: HttpRequest, key: str) -> HttpResponseBase:
    """Delete a day of the network's own, after asking."""
    found = _found(request, key)
    if not found.own:
        raise Http404
    if request.method == "POST":
        editing.remove_day(found, actor(request))
        messages.success(request, _("The day is deleted."))
        return redirect("events:desk_days")
    context = {"day": found, "name": shown.name_for(found, reader_of(request).languages)}
    return render(request, "events/observances/desk/delete_day.html", context)
